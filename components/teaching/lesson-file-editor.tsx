'use client'

import { fill, useMediaTexts } from '@/components/media/media-texts-provider'
import { UploadField } from '@/components/media/upload-field'
import { useSending } from '@/components/media/use-sending'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { DOCUMENT_MAX_BYTES, DOCUMENT_TYPES } from '@/lib/media/constants'
import { formatBytes } from '@/lib/utils/file-size'
import { saveMedia, type EditedLesson, type ShownUpload } from './lesson-media'
import { SavedNews } from './saved-news'
import { useSaved } from './use-saved'

interface LessonFileEditorProps {
  lesson: EditedLesson
  file: ShownUpload | null
}

/** The file of a file lesson: sent, replaced, taken away. What learners see changes when the course is published. */
export function LessonFileEditor({ lesson, file: first }: LessonFileEditorProps) {
  const texts = useMediaTexts()
  const { file: words, locale } = texts
  const {
    value: file,
    put,
    news,
    isSaving,
  } = useSaved(first, {
    changeOf: (next) => ({ file: next && { uploadId: next.uploadId } }),
    save: (sides) => saveMedia(lesson, sides),
  })
  const sending = useSending({
    kind: 'file',
    courseId: lesson.courseId,
    place: lesson.id,
    way: (module) => module.sendCourseFile,
    onDone: (sent) => void put(sent),
  })

  return (
    <section aria-label={words.title} className="flex flex-col gap-4">
      {file === null ? null : (
        <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-raised p-4">
          <span className="grid size-10 shrink-0 place-items-center rounded-md bg-accent-soft text-accent">
            <Icon name="file-text" />
          </span>
          <p className="min-w-0 grow wrap-anywhere">
            <span className="block font-medium">{file.name}</span>
            <span className="block text-sm text-muted">{formatBytes(file.sizeBytes, locale)}</span>
          </p>
          {file.href ? (
            <a
              href={file.href}
              target="_blank"
              rel="noopener"
              className={buttonClass({ variant: 'quiet', size: 'sm' })}
            >
              <Icon name="external-link" size="sm" />
              {words.open}
            </a>
          ) : null}
          <Button variant="danger-quiet" size="sm" isPending={isSaving} onClick={() => void put(null)}>
            {words.remove}
          </Button>
        </div>
      )}
      <UploadField
        sending={sending}
        label={file === null ? words.choose : words.replace}
        variant={file === null ? 'primary' : 'secondary'}
        hint={fill(words.hint, { size: formatBytes(DOCUMENT_MAX_BYTES, locale) })}
        accept={[...DOCUMENT_TYPES, '.md', '.epub', '.csv'].join(',')}
      />
      <SavedNews news={news} />
    </section>
  )
}
