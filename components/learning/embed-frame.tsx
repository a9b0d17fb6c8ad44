import { useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import { buttonClass } from '@/components/ui/button-class'
import { textLinkClass } from '@/components/ui/text-link'
import type { LessonEmbed } from '@/lib/courses/embeds'

/** In the address: the provider whose frame the reader has asked for. server.mjs lets exactly that one in. */
export const FRAME_PARAMETER = 'frame'

interface EmbedFrameProps {
  embed: LessonEmbed
  title: string
  /** The reader has asked for this provider. */
  isShown: boolean
  /** Of the page on which the frame may be shown, where that is another one. */
  address?: string
}

/**
 * A page of another site. Nothing of it is asked for before the reader says so; their word is an address of its own, so
 * that this works without scripts and the page's policy can let in that one provider.
 */
export function EmbedFrame({ embed, title, isShown, address = '' }: EmbedFrameProps) {
  const t = useTranslations('learning.frame')
  const { provider, frameUrl, url, host, aspectRatio } = embed
  if (provider === null || frameUrl === null) return <LinkCard url={url} host={host} label={t('open')} />
  const away = (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" className={textLinkClass}>
      {t('openAt', { name: provider.name })}
    </a>
  )
  if (isShown) {
    return (
      <div id="frame">
        <iframe
          src={frameUrl}
          title={title}
          sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation"
          allow="autoplay; fullscreen; picture-in-picture; encrypted-media; clipboard-write"
          referrerPolicy="strict-origin-when-cross-origin"
          className="w-full rounded-lg border border-line bg-sunken"
          style={{ aspectRatio }}
        />
        <p className="mt-2 text-sm">{away}</p>
      </div>
    )
  }
  return (
    <div
      id="frame"
      className="flex flex-col items-center justify-center gap-4 rounded-lg border border-line bg-sunken p-6 text-center"
      style={{ minHeight: '16rem' }}
    >
      <Icon name="app-window" size="lg" className="text-muted" />
      <p className="max-w-prose">{t('consent', { name: provider.name, host: new URL(frameUrl).host })}</p>
      <a
        href={`${address}?${FRAME_PARAMETER}=${provider.id}#frame`}
        className={buttonClass({ variant: 'primary' })}
      >
        {t('show', { name: provider.name })}
      </a>
      <p className="text-sm">{away}</p>
    </div>
  )
}

function LinkCard({ url, host, label }: { url: string; host: string; label: string }) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="flex items-center gap-4 rounded-lg border border-line bg-raised p-4 transition-colors hover:border-line-strong sm:p-5"
    >
      <Icon name="globe" size="lg" className="text-muted" />
      <span className="min-w-0 grow">
        <span className="block font-medium">{label}</span>
        <span className="block text-sm wrap-anywhere text-muted">{host || url}</span>
      </span>
      <Icon name="external-link" className="text-muted" />
    </a>
  )
}
