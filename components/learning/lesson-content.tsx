import { LessonAssignment } from '@/components/assignments/lesson-assignment'
import type { LessonEmbed } from '@/lib/courses/embeds'
import type { LessonContent as Content } from '@/lib/progress/content-dto'
import { EmbedFrame } from './embed-frame'
import { FilePanel } from './file-panel'
import { LessonVideo } from './lesson-video'

interface LessonContentProps {
  content: Content
  title: string
  /** Of the course. */
  language: string
  isDone: boolean
  /** The provider whose frame the reader has asked for. */
  shownProvider: string | null
  lessonId: string
  /** Of the learner; null for a teacher who only looks. */
  enrollmentId: string | null
  /** Watching counts for learners; a teacher only looks. */
  isLearner: boolean
  /** A second of the video that a note or bookmark leads to. */
  startAt: number | null
}

/** What stands above a lesson's text: its video, its file, or a page of another site. */
export function LessonContent(props: LessonContentProps) {
  const { content, title, shownProvider } = props
  switch (content.type) {
    case 'video':
      return content.embed === null ? (
        <LessonVideo {...props} video={content.video} />
      ) : (
        <EmbedFrame embed={content.embed} title={title} isShown={isShown(content.embed, shownProvider)} />
      )
    case 'file':
      return <FilePanel file={content.file} />
    case 'embed':
      return (
        <EmbedFrame embed={content.embed} title={title} isShown={isShown(content.embed, shownProvider)} />
      )
    case 'assignment':
      return (
        <LessonAssignment
          assignment={content.assignment}
          lessonId={props.lessonId}
          enrollmentId={props.enrollmentId}
          language={props.language}
        />
      )
    default:
      return null
  }
}

function isShown({ provider }: LessonEmbed, shownProvider: string | null): boolean {
  return provider !== null && provider.id === shownProvider
}
