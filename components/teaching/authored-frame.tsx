import type { ReactNode } from 'react'
import { getTranslations } from '@/i18n/texts'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { CourseFrame } from './course-frame'
import { CourseState } from './course-state'

interface AuthoredFrameProps {
  course: AuthoredCourse
  children: ReactNode
}

/** The frame of the pages on which a course is written: with its state, and why it cannot be changed or came back. */
export async function AuthoredFrame({ course, children }: AuthoredFrameProps) {
  const t = await getTranslations('teaching.course')
  const { id, slug, status, state, comment, details } = course
  return (
    <CourseFrame
      course={{ id, title: details.title, language: details.language }}
      facts={
        <>
          <CourseState status={status} state={state} />
          {status === 'published' ? (
            <TextLink href={`/courses/${slug}`} prefetch={false} className="text-sm">
              {t('seePage')}
            </TextLink>
          ) : null}
        </>
      }
    >
      {state === 'submitted' ? <Notice className="mt-6">{t('inReview')}</Notice> : null}
      {status === 'archived' ? <Notice className="mt-6">{t('archived')}</Notice> : null}
      {comment === '' ? null : (
        <Notice tone="warning" className="mt-6">
          <p className="font-medium">{t('returned')}</p>
          <p dir="auto" className="mt-1 wrap-anywhere whitespace-pre-wrap">
            {comment}
          </p>
        </Notice>
      )}
      {children}
    </CourseFrame>
  )
}
