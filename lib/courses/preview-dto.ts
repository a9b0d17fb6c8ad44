import type { PlayableVideo } from '@/lib/media/dto'
import type { LessonFile } from './dto'
import type { LessonEmbed } from './embeds'

/** What stands above a free lesson's text. Its addresses are public and never change: the page is kept. */
export type PreviewContent =
  | { type: 'article' }
  | { type: 'video'; video: PlayableVideo; embed: LessonEmbed | null }
  | { type: 'file'; file: LessonFile }
  | { type: 'embed'; embed: LessonEmbed }
