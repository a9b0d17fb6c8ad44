import { useLocale, useTranslations } from '@/i18n/texts'
import { Markdown } from '@/components/editor/markdown'
import { Icon } from '@/components/ui/icon'
import type { Work } from '@/lib/assignments/dto'
import { formatBytes } from '@/lib/utils/file-size'

/** What was handed in: the text as it reads, the link, the files. */
export function WorkView({ work }: { work: Pick<Work, 'text' | 'link' | 'files'> }) {
  const t = useTranslations('assignments.grading')
  const locale = useLocale()
  return (
    <div className="flex flex-col gap-4">
      {work.text.trim() === '' ? null : <Markdown source={work.text} />}
      {work.link === '' ? null : (
        <p className="flex items-start gap-2">
          <Icon name="link" size="sm" className="mt-1 text-muted" />
          <a
            href={work.link}
            rel="noopener nofollow ugc"
            target="_blank"
            className="wrap-anywhere text-accent underline underline-offset-3"
          >
            {work.link}
          </a>
        </p>
      )}
      {work.files.length === 0 ? null : (
        <ul aria-label={t('files')} className="flex flex-col gap-2">
          {work.files.map((file) => (
            <li
              key={file.uploadId}
              className="flex items-center gap-3 rounded-md border border-line px-3 py-2"
            >
              <Icon name="file" size="sm" className="text-muted" />
              <a href={file.href} className="min-w-0 grow wrap-anywhere underline underline-offset-3">
                {file.name}
              </a>
              <span className="text-sm whitespace-nowrap text-muted">
                {formatBytes(file.sizeBytes, locale)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
