import { useTranslations } from '@/i18n/texts'
import { Badge, type Tone } from '@/components/ui/badge'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { ApiDocument, DescribedCall, DescribedResponse } from '@/lib/platform/http/openapi'
import type { Named } from './reading'
import { SchemaFields, SchemaNote, typeText } from './schema-fields'
import { TryItButton } from './try-it'
import { WithCode } from './with-code'

const TONES: Record<string, Tone> = {
  get: 'accent',
  post: 'success',
  put: 'warning',
  patch: 'warning',
  delete: 'danger',
}

interface CallViewProps extends Named {
  document: ApiDocument
}

/** One call: what goes in, what comes out, who may, and a way to try it. */
export function CallView({ path, method, call, document }: CallViewProps) {
  const tryIt = useTranslations('api.tryIt')
  return (
    <article
      id={call.operationId}
      aria-labelledby={`${call.operationId}-title`}
      className="scroll-mt-24 py-8"
    >
      <h3 id={`${call.operationId}-title`} className="text-lg">
        <a href={`#${call.operationId}`} className="underline-offset-4 hover:underline">
          {call.summary}
        </a>
      </h3>
      <p className="mt-2 flex flex-wrap items-center gap-3">
        <Badge tone={TONES[method]}>{method.toUpperCase()}</Badge>
        <code className="text-sm wrap-anywhere">{path}</code>
        <TryItButton operationId={call.operationId} label={tryIt('openLabel', { name: call.summary })}>
          {tryIt('open')}
        </TryItButton>
      </p>
      <div className="mt-3 flex max-w-measure flex-col gap-3">
        {call.description ? <WithCode text={call.description} /> : null}
        <Access call={call} />
      </div>
      <Parameters call={call} document={document} />
      <Body call={call} document={document} />
      <Answers call={call} document={document} />
    </article>
  )
}

function Access({ call }: { call: DescribedCall }) {
  const t = useTranslations('api.call')
  const ways = call.security.flatMap((way) => {
    if ('bearer' in way) return [call['x-scope'] ? t('scope', { scope: call['x-scope'] }) : t('bearer')]
    return 'session' in way ? [t('session')] : [t('everybody')]
  })
  return (
    <p className="text-sm text-muted">
      {t('auth')}: {ways.join(', ')}
    </p>
  )
}

function Parameters({ call, document }: { call: DescribedCall; document: ApiDocument }) {
  const t = useTranslations('api.call')
  const schema = useTranslations('api.schema')
  const parameters = call.parameters ?? []
  if (parameters.length === 0) return null
  return (
    <>
      <h4 className="mt-5 mb-2 text-sm font-semibold">{t('parameters')}</h4>
      <Table caption={`${t('parameters')}: ${call.summary}`}>
        <TableHead>
          <HeadCell>{t('name')}</HeadCell>
          <HeadCell>{t('place')}</HeadCell>
          <HeadCell>{t('about')}</HeadCell>
        </TableHead>
        <TableBody>
          {parameters.map((parameter) => (
            <TableRow key={`${parameter.in}.${parameter.name}`}>
              <RowHeadCell className="align-top">
                <code>{parameter.name}</code>
                {parameter.required ? (
                  <span className="block text-xs font-normal text-accent">{t('required')}</span>
                ) : null}
              </RowHeadCell>
              <Cell className="align-top text-muted">{t(parameter.in)}</Cell>
              <Cell className="align-top">
                <span className="wrap-anywhere">{typeText(parameter.schema, document, schema)}</span>
                <SchemaNote schema={{ ...parameter.schema, description: parameter.description }} />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  )
}

function Body({ call, document }: { call: DescribedCall; document: ApiDocument }) {
  const t = useTranslations('api.call')
  const json = call.requestBody?.content['application/json']
  if (json === undefined) return null
  const [example] = Object.values(json.examples ?? {})
  return (
    <>
      <h4 className="mt-5 mb-2 text-sm font-semibold">{t('body')}</h4>
      <SchemaFields schema={json.schema} document={document} />
      {example === undefined ? null : (
        <figure className="mt-3">
          <figcaption className="mb-1 text-sm text-muted">
            {t('example')}: {example.summary}
          </figcaption>
          <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-3 text-sm">
            {JSON.stringify(example.value, null, 2)}
          </pre>
        </figure>
      )}
    </>
  )
}

function Answers({ call, document }: { call: DescribedCall; document: ApiDocument }) {
  const t = useTranslations('api.call')
  const rows = Object.entries(call.responses)
  const answers = rows.filter(([status]) => Number(status) < 400)
  const refusals = rows.filter(([status]) => Number(status) >= 400)
  return (
    <>
      <h4 className="mt-5 mb-2 text-sm font-semibold">{t('answers')}</h4>
      <div className="flex flex-col gap-2">
        {answers.map(([status, answer]) => (
          <AnswerView key={status} status={status} answer={answer} document={document} />
        ))}
      </div>
      {refusals.length === 0 ? null : (
        <details className="mt-3 text-sm">
          <summary className="cursor-pointer font-semibold">{t('refusals')}</summary>
          <ul className="mt-2 flex flex-col gap-1">
            {refusals.map(([status, { description, 'x-reasons': reasons = [] }]) => (
              <li key={status} className="wrap-anywhere">
                <code className="font-semibold">{status}</code> {description}{' '}
                <span className="text-muted">{reasons.join(', ')}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

interface AnswerViewProps {
  status: string
  answer: DescribedResponse
  document: ApiDocument
}

function AnswerView({ status, answer, document }: AnswerViewProps) {
  const t = useTranslations('api.call')
  const json = answer.content?.['application/json']
  const media = Object.keys(answer.content ?? {})
  const says = (
    <>
      <code className="font-semibold">{status}</code> {answer.description}
    </>
  )
  if (json === undefined || Object.keys(json.schema).length === 0)
    return (
      <p className="text-sm">
        {says} <span className="text-muted">{media.length > 0 ? media.join(', ') : t('nothing')}</span>
      </p>
    )
  return (
    <details className="text-sm">
      <summary className="cursor-pointer">{says}</summary>
      <div className="mt-2">
        <SchemaFields schema={json.schema} document={document} />
      </div>
    </details>
  )
}
