import { escapeHtml } from '@/lib/utils/escape-html'

export type LetterContent = {
  subject: string
  heading: string
  /** Plain sentences, already in the reader's language. */
  paragraphs: string[]
  /** Shown large, to be read and typed. */
  code?: string
  action?: { label: string; url: string }
  /** Why this letter came, under the rule. */
  footer: string
  /** Under it: how to stop such letters. */
  footerLinks?: readonly { label: string; url: string }[]
  locale: string
}

/** A letter as plain text and as HTML that also old mail programs show; everything in it is escaped. */
export function renderMail(content: LetterContent): { subject: string; text: string; html: string } {
  return { subject: content.subject, text: toText(content), html: toHtml(content) }
}

function toText({ heading, paragraphs, code, action, footer, footerLinks = [] }: LetterContent): string {
  const link = action === undefined ? [] : [`${action.label}:\n${action.url}`]
  const foot = [footer, ...footerLinks.map(({ label, url }) => `${label}: ${url}`)].join('\n')
  return (
    [heading, ...paragraphs, ...(code === undefined ? [] : [`    ${code}`]), ...link, `-- \n${foot}`].join(
      '\n\n',
    ) + '\n'
  )
}

/** Mail programs know no style sheet, so the styles stand at the elements; the colours are those of the light theme. */
const STYLE = {
  page: 'margin:0;padding:24px 12px;background:#f6f5f2;color:#23211f;font:16px/1.6 system-ui,-apple-system,Segoe UI,Roboto,sans-serif',
  card: 'max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e4e1db;border-radius:14px',
  heading: 'margin:0 0 16px;font-size:22px;line-height:1.3',
  code: 'margin:24px 0;font:600 28px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px',
  button:
    'display:inline-block;padding:12px 20px;background:#7a54ff;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600',
  address: 'font-size:14px;color:#6b6660;word-break:break-all',
  link: 'color:#6b6660',
  footer: 'margin:24px 0 0;padding-top:16px;border-top:1px solid #e4e1db;font-size:14px;color:#6b6660',
} as const

function toHtml(content: LetterContent): string {
  const { subject, heading, paragraphs, code, action, footer, footerLinks = [], locale } = content
  const body = [
    `<h1 style="${STYLE.heading}">${escapeHtml(heading)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    ...(code === undefined ? [] : [`<p style="${STYLE.code}">${escapeHtml(code)}</p>`]),
    ...(action === undefined ? [] : [buttonOf(action)]),
    `<p style="${STYLE.footer}">${[escapeHtml(footer), ...footerLinks.map(linkOf)].join('<br>')}</p>`,
  ]
  return `<!doctype html>
<html lang="${escapeHtml(locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="${STYLE.page}"><div style="${STYLE.card}">
${body.join('\n')}
</div></body>
</html>
`
}

function linkOf({ label, url }: { label: string; url: string }): string {
  return `<a href="${addressOf(url)}" style="${STYLE.link}">${escapeHtml(label)}</a>`
}

function buttonOf({ label, url }: { label: string; url: string }): string {
  const address = addressOf(url)
  return `<p style="margin:24px 0"><a href="${address}" style="${STYLE.button}">${escapeHtml(label)}</a></p>
<p style="${STYLE.address}">${address}</p>`
}

function addressOf(url: string): string {
  if (!/^https?:\/\//.test(url)) throw new TypeError('A link in a letter must be a whole address.')
  return escapeHtml(url)
}
