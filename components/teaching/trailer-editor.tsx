'use client'

import { call, json } from '@/components/media/upload-outcome'
import { trailerInputOf } from '@/lib/courses/authored-media'
import type { ShownVideo } from './lesson-media'
import { useSaved } from './use-saved'
import { VideoEditor } from './video-editor'

interface TrailerEditorProps {
  courseId: string
  /** Of the trailer, as the page was rendered with it. */
  version: number
  language: string
  trailer: ShownVideo | null
  linkHint: string
}

/** A course's trailer. It saves by itself, beside the form in which the details stand. */
export function TrailerEditor({ courseId, version, language, trailer, linkHint }: TrailerEditorProps) {
  const saved = useSaved(trailer, {
    changeOf: (next) => next && trailerInputOf(next),
    save: (sides) =>
      call<unknown>(`/api/authoring/courses/${courseId}/trailer`, {
        method: 'PUT',
        ...json({ version, ...sides }),
      }),
  })
  return (
    <VideoEditor
      saved={saved}
      courseId={courseId}
      place={`${courseId}:trailer`}
      language={language}
      linkHint={linkHint}
    />
  )
}
