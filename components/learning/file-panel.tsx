import { useLocale, useTranslations } from '@/i18n/texts'
import { Icon, type IconName } from '@/components/ui/icon'
import { buttonClass } from '@/components/ui/button-class'
import type { FileView, LessonFile } from '@/lib/courses/dto'
import { formatBytes } from '@/lib/utils/file-size'
import { TextPreview } from './text-preview'

const ICONS: Record<NonNullable<FileView> | 'other', IconName> = {
  pdf: 'file-text',
  image: 'image',
  audio: 'play',
  video: 'video',
  text: 'file-text',
  other: 'file',
}

/** A file lesson: what it is, how large, the way to it, and where a browser can show it, itself. */
export function FilePanel({ file }: { file: LessonFile }) {
  const t = useTranslations('learning.file')
  const locale = useLocale()
  return (
    <section aria-label={t('title')} className="rounded-lg border border-line bg-raised">
      <div className="flex flex-wrap items-center gap-4 p-4 sm:p-5">
        <span className="grid size-12 shrink-0 place-items-center rounded-md bg-accent-soft text-accent">
          <Icon name={ICONS[file.view ?? 'other']} />
        </span>
        <p className="min-w-0 grow basis-48">
          <span className="block font-medium wrap-anywhere">{file.name}</span>
          <span className="block text-sm text-muted">
            {`${t(`kinds.${file.view ?? 'other'}`)} · ${formatBytes(file.sizeBytes, locale)}`}
          </span>
        </p>
        <span className="flex flex-wrap gap-2 max-sm:w-full">
          {file.view === null ? null : (
            <a
              href={file.href}
              target="_blank"
              rel="noopener"
              className={buttonClass({ variant: 'quiet' }, 'max-sm:grow')}
            >
              <Icon name="external-link" size="sm" />
              {t('open')}
            </a>
          )}
          <a href={file.href} download={file.name} className={buttonClass({}, 'max-sm:grow')}>
            <Icon name="download" size="sm" />
            {t('download')}
          </a>
        </span>
      </div>
      <FileInline file={file} />
    </section>
  )
}

function FileInline({ file }: { file: LessonFile }) {
  const t = useTranslations('learning.file')
  const frame = 'border-t border-line p-4 sm:p-5'
  switch (file.view) {
    case 'image':
      return (
        <div className={frame}>
          {/* eslint-disable-next-line @next/next/no-img-element -- a private file behind an address for one viewer */}
          <img
            src={file.href}
            alt={file.name}
            width={file.width ?? undefined}
            height={file.height ?? undefined}
            loading="lazy"
            decoding="async"
            className="mx-auto h-auto max-w-full rounded-md"
          />
        </div>
      )
    case 'audio':
      return (
        <div className={frame}>
          <audio controls preload="metadata" src={file.href} aria-label={file.name} className="w-full" />
        </div>
      )
    case 'video':
      return (
        <div className={frame}>
          <video
            controls
            playsInline
            preload="metadata"
            src={file.href}
            aria-label={file.name}
            className="bg-black aspect-video w-full rounded-md"
          />
        </div>
      )
    case 'pdf':
      return (
        <details className="border-t border-line">
          <summary className="flex min-h-11 list-none items-center gap-2 px-4 font-medium hover:bg-sunken sm:px-5">
            <Icon name="eye" size="sm" className="text-muted" />
            {t('showHere')}
          </summary>
          <iframe
            src={file.href}
            title={file.name}
            loading="lazy"
            className="h-[80dvh] w-full border-t border-line bg-sunken"
          />
        </details>
      )
    case 'text':
      return (
        <TextPreview
          href={file.href}
          label={file.name}
          texts={{ show: t('showHere'), cut: t('cut'), failed: t('failed') }}
        />
      )
    default:
      return null
  }
}
