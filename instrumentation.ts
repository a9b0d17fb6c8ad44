import type { Instrumentation } from 'next'

/** Before the first request: database, models, migrations, indexes, jobs. `next build` never comes here. */
export async function register(): Promise<void> {
  // eslint-disable-next-line no-restricted-properties -- the bundler replaces this very expression
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { start } = await import('./lib/start')
  await start()
}

/** What a page, route or action threw: logged under the digest that the person sees on the error page. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  // eslint-disable-next-line no-restricted-properties -- the bundler replaces this very expression
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { logRequestError } = await import('./lib/platform/http/request-error')
  logRequestError(error, { method: request.method, route: context.routePath, kind: context.routeType })
}
