import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import type { TryItTexts } from './try-it-dialog'

/** What a call that was tried brought; `status` null: nothing came back. */
export type Heard = { curl: string } & (
  | { status: null }
  | {
      status: number
      milliseconds: number
      headers: [string, string][]
      /** Null for what is no text. */
      text: string | null
      bytes: number
    }
)

/** Headers that say something about the call; the others are the same everywhere. */
const TELLING = [
  'content-type',
  'etag',
  'idempotent-replayed',
  'link',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'x-request-id',
]

export function CallAnswer({ heard, texts }: { heard: Heard; texts: TryItTexts }) {
  return (
    <div className="flex flex-col gap-3">
      {heard.status === null ? (
        <Notice tone="danger">{texts.unreachable}</Notice>
      ) : (
        <>
          <p className="flex flex-wrap items-center gap-3">
            <span className="font-semibold">{texts.answer}</span>
            <Badge tone={heard.status < 400 ? 'success' : 'danger'}>{heard.status}</Badge>
            <span className="text-sm text-muted">
              {texts.took.replace('{milliseconds}', String(heard.milliseconds))}
            </span>
          </p>
          <ul className="text-xs text-muted">
            {heard.headers
              .filter(([name]) => TELLING.includes(name))
              .map(([name, value]) => (
                <li key={name} className="font-mono wrap-anywhere">{`${name}: ${value}`}</li>
              ))}
          </ul>
          <Content heard={heard} texts={texts} />
        </>
      )}
      <details className="text-sm">
        <summary className="cursor-pointer text-muted">{texts.curl}</summary>
        <pre tabIndex={0} className="my-2 overflow-x-auto rounded-md bg-sunken p-3">
          {heard.curl}
        </pre>
        <CopyButton
          text={heard.curl}
          label={texts.copy}
          copiedLabel={texts.copied}
          variant="secondary"
          icon={<Icon name="copy" size="sm" />}
          copiedIcon={<Icon name="check" size="sm" />}
        />
      </details>
    </div>
  )
}

function Content({ heard, texts }: { heard: Exclude<Heard, { status: null }>; texts: TryItTexts }) {
  if (heard.bytes === 0) return <p className="text-sm text-muted">{texts.noBody}</p>
  if (heard.text === null)
    return <p className="text-sm text-muted">{texts.file.replace('{bytes}', String(heard.bytes))}</p>
  return (
    <pre tabIndex={0} className="max-h-96 overflow-auto rounded-md bg-sunken p-3 text-sm">
      {pretty(heard.text)}
    </pre>
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
