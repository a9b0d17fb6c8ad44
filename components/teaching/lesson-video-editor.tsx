'use client'

import { useMediaTexts } from '@/components/media/media-texts-provider'
import { Checkbox } from '@/components/ui/checkbox'
import { saveMedia, videoChange, type EditedLesson, type ShownVideo } from './lesson-media'
import { useSaved } from './use-saved'
import { VideoEditor } from './video-editor'

interface LessonVideoEditorProps {
  lesson: EditedLesson
  /** The course's. */
  language: string
  video: ShownVideo | null
}

/** The film of a video lesson, and whether it may be marked by hand. */
export function LessonVideoEditor({ lesson, language, video: first }: LessonVideoEditorProps) {
  const { video: words } = useMediaTexts()
  const saved = useSaved(first, {
    changeOf: videoChange,
    save: (sides) => saveMedia(lesson, sides),
  })
  const { value: video, put } = saved
  return (
    <VideoEditor
      saved={saved}
      courseId={lesson.courseId}
      place={lesson.id}
      language={language}
      linkHint={words.linkHint}
    >
      {video === null ? null : (
        <label className="flex cursor-pointer items-start gap-3">
          <Checkbox
            checked={video.mayMarkByHand}
            onChange={(event) => void put({ ...video, mayMarkByHand: event.target.checked })}
          />
          <span>
            <span className="block">{words.markByHand}</span>
            <span className="block text-sm text-muted">{words.markByHandHint}</span>
          </span>
        </label>
      )}
    </VideoEditor>
  )
}
