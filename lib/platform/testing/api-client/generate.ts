import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import type { ApiDocument } from '../../http/openapi'

/** Where the types of the client stand; `npm run api:client` writes them. */
export const CLIENT_FILE = 'lib/platform/testing/api-client/paths.ts'

/** The types of every call that is meant for programs, as TypeScript. */
export async function clientTypes(document: ApiDocument): Promise<string> {
  const paths = Object.entries(document.paths).flatMap(([path, calls]) => {
    const open = Object.entries(calls).filter(([, call]) => call['x-internal'] !== true)
    return open.length === 0 ? [] : [[path, Object.fromEntries(open)] as const]
  })
  const open = { ...document, paths: Object.fromEntries(paths) }
  const nodes = await openapiTS(JSON.parse(JSON.stringify(open)) as OpenAPI3, { alphabetize: true })
  const source = `${COMMENT_HEADER}${astToString(nodes)}`
  return format(source, { ...(await resolveConfig(CLIENT_FILE)), parser: 'typescript' })
}
