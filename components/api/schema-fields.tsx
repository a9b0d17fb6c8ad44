import { useTranslations } from '@/i18n/texts'
import type { ApiDocument, Json } from '@/lib/platform/http/openapi'
import { choicesOf, fieldsOf, insideOf, resolved } from './reading'
import { WithCode } from './with-code'

type T = ReturnType<typeof useTranslations<'api.schema'>>
const DEEPEST = 5

interface SchemaFieldsProps {
  schema: Json
  document: ApiDocument
  depth?: number
}

/** The fields of a value with their types and bounds; what lies inside a field stands indented below it. */
export function SchemaFields({ schema, document, depth = 0 }: SchemaFieldsProps) {
  const t = useTranslations('api.schema')
  const call = useTranslations('api.call')
  const inside = insideOf(schema, document)
  if (inside === null) return <p className="text-sm text-muted">{typeText(schema, document, t)}</p>
  return (
    <ul
      className={
        depth === 0 ? 'divide-y divide-line rounded-md border border-line' : 'mt-2 border-l border-line'
      }
    >
      {fieldsOf(inside).map(({ name, schema: field, isRequired }) => {
        const hasInside = depth < DEEPEST && insideOf(field, document) !== null
        return (
          <li key={name} className="px-3 py-2 text-sm">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
              <code className="font-semibold wrap-anywhere">{name}</code>
              <span className="wrap-anywhere text-muted">{typeText(field, document, t)}</span>
              {isRequired ? <span className="text-xs text-accent">{call('required')}</span> : null}
            </p>
            <SchemaNote schema={field} />
            {hasInside ? <SchemaFields schema={field} document={document} depth={depth + 1} /> : null}
          </li>
        )
      })}
    </ul>
  )
}

/** What is said of a value, and within which bounds it lies. */
export function SchemaNote({ schema }: { schema: Json }) {
  const t = useTranslations('api.schema')
  const { description } = schema as { description?: string }
  const bounds = choicesOf(schema).flatMap((choice) => boundsOf(choice, t))
  const standard = 'default' in schema ? [t('default', { value: JSON.stringify(schema['default']) })] : []
  const text = [...new Set([...bounds, ...standard])].join(' · ')
  if (!description && text === '') return null
  return (
    <div className="mt-0.5 text-sm text-muted">
      {description ? <WithCode text={description} /> : null}
      {text === '' ? null : <p className="text-xs wrap-anywhere">{text}</p>}
    </div>
  )
}

export function typeText(schema: Json, document: ApiDocument, t: T): string {
  const names = choicesOf(resolved(schema, document)).map((choice) =>
    nameOf(resolved(choice, document), document, t),
  )
  return [...new Set(names)].join(t('or'))
}

function nameOf(schema: Json, document: ApiDocument, t: T): string {
  const { type, format, items } = schema as { type?: string; format?: string; items?: Json }
  if ('const' in schema) return JSON.stringify(schema['const'])
  if (Array.isArray(schema['enum']))
    return (schema['enum'] as unknown[]).map((each) => JSON.stringify(each)).join(t('or'))
  if (schema['anyOf'] !== undefined || schema['oneOf'] !== undefined) return typeText(schema, document, t)
  if (type === undefined) return t('anything')
  if (type === 'array') return t('list', { type: items ? typeText(items, document, t) : t('anything') })
  if (type === 'object') return t('object')
  return format ? `${type} (${format})` : type
}

function boundsOf(schema: Json, t: T): string[] {
  const { minLength, maxLength, minimum, maximum, maxItems } = schema as Record<string, number | undefined>
  const isBound = (value: number | undefined): value is number =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER
  const found: string[] = []
  if (isBound(minLength) && isBound(maxLength) && minLength > 0)
    found.push(t('length', { min: minLength, max: maxLength }))
  else if (isBound(maxLength)) found.push(t('atMost', { max: maxLength }))
  else if (isBound(minLength) && minLength > 0) found.push(t('atLeast', { min: minLength }))
  if (isBound(minimum) && isBound(maximum)) found.push(t('range', { min: minimum, max: maximum }))
  else if (isBound(minimum)) found.push(t('from', { min: minimum }))
  else if (isBound(maximum)) found.push(t('to', { max: maximum }))
  if (isBound(maxItems)) found.push(t('entries', { max: maxItems }))
  return found
}
