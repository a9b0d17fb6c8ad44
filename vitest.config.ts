import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = {
  '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
  // `server-only` throws outside a React server bundle; its own empty file is what servers get.
  'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)),
}
const never = ['**/node_modules/**', '**/.next/**', '**/.data/**', 'e2e/**', 'bench/node_modules/**']

/**
 * Four kinds of tests, told apart by name alone: `*.db.test.ts` on the real embedded database, `*.dom.test.tsx` in a
 * simulated page, the database package's own, and everything else, which is pure.
 */
export default defineConfig({
  resolve: { alias },
  test: {
    // Vitest leaves one core to the terminal: of two cores half.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // They keep nothing between them, and to load each one's modules anew took as long as the tests.
          isolate: false,
          include: ['**/*.test.{ts,mjs}'],
          exclude: [...never, '**/*.db.test.ts', '**/*.dom.test.tsx', 'packages/**'],
          setupFiles: ['./lib/platform/testing/quiet-console.ts'],
          // Properties are tried some hundred times, beside whatever else the machine does.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: [...never, 'packages/**'],
          setupFiles: ['./lib/platform/testing/quiet-console.ts'],
          globalSetup: ['./lib/platform/testing/database-server.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['**/*.dom.test.tsx'],
          exclude: [...never, 'packages/**'],
          setupFiles: ['./lib/platform/testing/quiet-console.ts'],
        },
      },
      {
        test: {
          name: 'embedded-mongo',
          include: ['packages/embedded-mongo/**/*.test.ts'],
          exclude: never,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
