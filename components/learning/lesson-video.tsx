import type { LessonVideo as Video } from '@/lib/progress/video-dto'

interface LessonVideoProps {
  video: Video
  title: string
  lessonId: string
  /** Watching counts for learners; a teacher only looks. */
  isLearner: boolean
  /** A second of the video that a note or bookmark leads to. */
  startAt: number | null
}

/** The video of a lesson, where its learner stopped or where a note leads to. */
export function LessonVideo({ video, title, startAt }: LessonVideoProps) {
  if (video.src === null) return null
  return (
    <video
      controls
      playsInline
      preload="metadata"
      src={`${video.src}#t=${startAt ?? video.positionSeconds}`}
      poster={video.posterUrl ?? undefined}
      aria-label={title}
      className="bg-black aspect-video w-full rounded-lg"
    >
      {video.tracks.map(({ language, label, src }) => (
        <track key={language} kind="captions" srcLang={language} label={label} src={src} />
      ))}
    </video>
  )
}
