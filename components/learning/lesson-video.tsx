import { VideoSection } from '@/components/video/video-section'
import type { LessonVideo as Video } from '@/lib/progress/video-dto'

interface LessonVideoProps {
  video: Video
  title: string
  language: string
  lessonId: string
  isDone: boolean
  /** Watching counts for learners; a teacher only looks. */
  isLearner: boolean
  /** A second of the video that a note or bookmark leads to. */
  startAt: number | null
}

/** The video of a lesson, where its learner stopped or where a note leads to. */
export function LessonVideo(props: LessonVideoProps) {
  const { video, title, language, lessonId, isDone, isLearner, startAt } = props
  return (
    <VideoSection
      video={video}
      title={title}
      language={language}
      lessonId={lessonId}
      startAt={startAt ?? video.positionSeconds}
      watched={isLearner ? { percent: video.watchedPercent, isDone } : undefined}
    />
  )
}
