import { EmbedFrame } from '@/components/learning/embed-frame'
import { MediaTexts } from '@/components/media/media-texts'
import type { AuthoredLesson, AuthoredUpload } from '@/lib/courses/authored-dto'
import { toLessonEmbed } from '@/lib/courses/embeds'
import { LessonEmbedEditor } from './lesson-embed-editor'
import { LessonFileEditor } from './lesson-file-editor'
import { LessonVideoEditor } from './lesson-video-editor'

interface LessonMediaEditorProps {
  lesson: AuthoredLesson
  /** Signs the address of a file for who edits. */
  hrefOf: (uploadId: string) => string
  peertubeHosts: readonly string[]
  /** The provider whose frame the author has asked to see (`?frame=` of the page). */
  frame?: string
}

/** What stands above a lesson's text, by its type. It saves by itself, beside the form in which the text stands. */
export function LessonMediaEditor({ lesson, hrefOf, peertubeHosts, frame }: LessonMediaEditorProps) {
  const { id, course, type, video, file, embed, edit } = lesson
  const edited = { id, courseId: course.id, version: edit.version }
  const shown = (upload: AuthoredUpload | null) => upload && { ...upload, href: hrefOf(upload.uploadId) }
  const framed = embed && toLessonEmbed(embed.url, { peertubeHosts })
  if (type !== 'video' && type !== 'file' && type !== 'embed') return null
  return (
    <div className="mb-10 max-w-4xl">
      <MediaTexts>
        {type === 'video' ? (
          <LessonVideoEditor
            lesson={edited}
            language={course.details.language}
            video={video && { ...video, upload: shown(video.upload) }}
          />
        ) : null}
        {type === 'file' ? <LessonFileEditor lesson={edited} file={shown(file)} /> : null}
        {type === 'embed' ? (
          <LessonEmbedEditor
            lesson={edited}
            embed={embed}
            peertubeHosts={peertubeHosts}
            preview={
              framed && (
                <EmbedFrame embed={framed} title={lesson.title} isShown={framed.provider?.id === frame} />
              )
            }
          />
        ) : null}
      </MediaTexts>
    </div>
  )
}
