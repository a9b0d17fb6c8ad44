/** What the door itself needs before any page is loaded. */
export function readServerSettings(environment = process.env) {
  const port = Number(environment.PORT || 3000)
  const appUrl = (environment.APP_URL || `http://localhost:${port}`).replace(/\/+$/, '')
  return {
    port,
    host: environment.HOST || undefined,
    appUrl,
    isDevelopment: environment.NODE_ENV !== 'production',
    isSecure: appUrl.startsWith('https:'),
    trustedHops: Number(environment.TRUST_PROXY || 0),
  }
}
