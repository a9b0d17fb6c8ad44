import { getLocale, getTranslations } from '@/i18n/texts'
import type { PlayableVideo } from '@/lib/media/dto'
import { PLAYER_TEXTS, TRANSCRIPT_TEXTS, type PlayerTexts, type TranscriptTexts } from './video-texts'
import { VideoPlayer } from './video-player'

interface VideoSectionProps {
  video: PlayableVideo
  title: string
  /** The language of the course, in which its captions are read where there are none in the reader's. */
  language: string
  /** Where to begin; the beginning of the film without it. */
  startAt?: number
  /** Of a lesson for who is signed in: its addresses run out and are renewed. */
  lessonId?: string
  /** Of a learner, whose watching counts. */
  watched?: { percent: number; isDone: boolean }
}

/** A film on any page: a lesson's, a preview's, a course's trailer. Nothing where it leads to a page elsewhere. */
export async function VideoSection(props: VideoSectionProps) {
  const { video, title, language, startAt = 0, lessonId = null, watched = null } = props
  const [player, transcript, locale] = await Promise.all([
    getTranslations('video.player'),
    getTranslations('video.transcript'),
    getLocale(),
  ])
  const { src } = video
  if (src === null) return null
  const texts = {
    player: Object.fromEntries(PLAYER_TEXTS.map((name) => [name, player.raw(name)])) as PlayerTexts,
    transcript: Object.fromEntries(
      TRANSCRIPT_TEXTS.map((name) => [name, transcript.raw(name)]),
    ) as TranscriptTexts,
  }
  return (
    <VideoPlayer
      key={lessonId ?? src}
      video={{ ...video, src }}
      title={title}
      startAt={startOf(startAt, video.durationSeconds)}
      lessonId={lessonId}
      watched={watched}
      languages={[locale, language]}
      texts={texts}
    />
  )
}

/** Who had come to the end begins anew. */
function startOf(second: number, durationSeconds: number): number {
  const isAtEnd = durationSeconds > 0 && second >= durationSeconds - Math.min(3, durationSeconds / 20)
  return isAtEnd ? 0 : Math.round(second * 10) / 10
}
