import type { ApiDocument, DescribedParameter } from '@/lib/platform/http/openapi'
import type { Named } from './reading'

/** What was typed into the form of a call, by name of the field. */
export type Typed = Record<string, string>

/** The call of this id in the document, as it was fetched. */
export function findCall(document: ApiDocument, operationId: string): Named | null {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, call] of Object.entries(methods))
      if (call.operationId === operationId) return { path, method, call }
  }
  return null
}

/** The form's name of a parameter: a header and a field of the query may be called the same. */
export function fieldName({ in: place, name }: DescribedParameter): string {
  return `${place}.${name}`
}

/** The example of the body, written as a person would. */
export function bodyOf({ call }: Named): string | null {
  const json = call.requestBody?.content['application/json']
  if (json === undefined) return null
  const [example] = Object.values(json.examples ?? {})
  return JSON.stringify(example?.value ?? {}, null, 2)
}

/** The request that the form says. What was left empty is not sent. */
export function requestOf(
  { path, method, call }: Named,
  typed: Typed,
): { address: string; init: RequestInit } {
  const query = new URLSearchParams()
  const headers: Record<string, string> = {}
  let address = path
  for (const parameter of call.parameters ?? []) {
    const value = typed[fieldName(parameter)] ?? ''
    if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, encodeURIComponent(value))
    else if (value !== '' && parameter.in === 'header') headers[parameter.name] = value
    else if (value !== '') for (const one of value.split('\n')) query.append(parameter.name, one)
  }
  const { token = '', body } = typed
  if (token !== '') headers['Authorization'] = `Bearer ${token}`
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  const search = query.size > 0 ? `?${query}` : ''
  return {
    address: address + search,
    init: { method: method.toUpperCase(), headers, cache: 'no-store', ...(body !== undefined && { body }) },
  }
}

/** The same as a line for a shell; the token stays out of it. */
export function curlOf(origin: string, { address, init }: ReturnType<typeof requestOf>): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const headers = Object.entries(init.headers ?? {}).map(([name, value]) =>
    name === 'Authorization' ? `-H "Authorization: Bearer $TOKEN"` : `-H ${quoted(`${name}: ${value}`)}`,
  )
  return [
    `curl -X ${init.method} ${quoted(origin + address)}`,
    ...headers,
    ...(init.body === undefined ? [] : [`-d ${quoted(String(init.body))}`]),
  ].join(' \\\n  ')
}
