# The academy as an image: built in one stage, run as an ordinary user in the next, with its data under /data.
# `node scripts/check-image.mjs` does these very steps without Docker, in empty folders; the tests run it.

FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --include=dev
RUN NEXT_TELEMETRY_DISABLED=1 npm run build
# What only builds goes: the compiler, the pinned Node (the image has its own) and everything for development.
RUN npm prune --omit=dev && rm -rf node_modules/@next/swc-* node_modules/node-linux-* node_modules/.bin/node .next/cache

FROM node:24-slim
ENV NODE_ENV=production
ENV PORT=3000
ENV DATA_DIR=/data
# Both bound what the process holds beside what it uses; docs/decisions/079.
ENV MALLOC_ARENA_MAX=2
WORKDIR /app
RUN mkdir -p /data && chown node:node /data
COPY --from=build /app .
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["node", "deploy/health.mjs"]
CMD ["node", "--max-old-space-size=1024", "server.mjs"]
