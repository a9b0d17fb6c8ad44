import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiDocument } from '../http/openapi'

/**
 * The schemas of an API document as checks by a validator of JSON Schema, which knows nothing of Zod: whoever reads the
 * document alone would judge like this.
 */
export function contractOf(document: ApiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(document, 'api')
  const checks = new Map<string, ValidateFunction>()

  /** The check of the schema at this path of keys in the document. */
  function checkAt(...keys: (string | number)[]): ValidateFunction {
    const pointer = keys.map((key) =>
      encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1')),
    )
    const $ref = `api#/${pointer.join('/')}`
    const check = checks.get($ref) ?? ajv.compile({ $ref })
    checks.set($ref, check)
    return check
  }
  return { checkAt }
}
