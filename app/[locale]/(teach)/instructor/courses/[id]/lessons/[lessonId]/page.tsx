import type { Metadata } from 'next'
import { getMessages } from 'next-intl/server'
import { getLocale, getTranslations } from '@/i18n/texts'
import { AssignmentEditor } from '@/components/assignments/assignment-editor'
import { EditorTexts } from '@/components/editor/editor-texts'
import { QuizBuilder } from '@/components/quizzes/quiz-builder'
import { QuizStanding } from '@/components/quizzes/quiz-standing'
import { ActionButton } from '@/components/forms/action-button'
import { FormTexts } from '@/components/forms/form-texts'
import { Section } from '@/components/layout/section'
import { AuthoredFrame } from '@/components/teaching/authored-frame'
import { LessonForm } from '@/components/teaching/lesson-form'
import { LessonHead } from '@/components/teaching/lesson-head'
import { LessonMediaEditor } from '@/components/teaching/lesson-media-editor'
import { placesOf } from '@/components/teaching/lesson-places'
import { PlaceForm } from '@/components/teaching/place-form'
import { ReleaseForm } from '@/components/teaching/release-form'
import { duplicateLessonAction, removeLessonAction } from '@/lib/courses/actions/curriculum'
import { getAuthoredAssignment } from '@/lib/assignments/queries/authoring'
import { LESSON_TYPES } from '@/lib/courses/constants'
import { signedUploadAddress } from '@/lib/media/queries'
import { now } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { getAuthoredQuiz } from '@/lib/quizzes/queries/authoring'
import { listBankOriginals } from '@/lib/quizzes/queries/bank'
import { languageOf } from '@/lib/utils/languages'
import { describeTimeZone } from '@/lib/utils/time-zones'
import { readLesson } from './read-lesson'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string; lessonId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function LessonPage({ params, searchParams }: Props) {
  const [{ id, lessonId }, { frame }] = await Promise.all([params, searchParams])
  const { member, lesson } = await readLesson(id, lessonId)
  const { course } = lesson
  const isEditable = course.can.edit
  const [{ teaching }, t, locale] = await Promise.all([
    getMessages(),
    getTranslations('teaching.lesson'),
    getLocale(),
  ])
  const { types } = teaching.curriculum
  const quiz = lesson.type === 'quiz' ? await getAuthoredQuiz(member, { lessonId }) : null
  const originals = quiz === null ? [] : await listBankOriginals(member, quiz.draft)
  const others = course.modules.flatMap((each) =>
    each.sections.flatMap(({ lessons }) => lessons.filter((one) => one.id !== lessonId)),
  )
  return (
    <AuthoredFrame course={course}>
      <FormTexts domains={['course', 'lesson', 'account']}>
        <EditorTexts>
          <LessonHead lesson={lesson} />
          {isEditable ? (
            <LessonMediaEditor
              lesson={lesson}
              hrefOf={(uploadId) => signedUploadAddress(member, uploadId)}
              peertubeHosts={env().PEERTUBE_HOSTS}
              frame={typeof frame === 'string' ? frame : undefined}
            />
          ) : null}
          <LessonForm
            key={`${lesson.id} ${lesson.type}`}
            lesson={lesson}
            isEditable={isEditable}
            viewerId={member.userId}
            types={LESSON_TYPES.map((type) => ({ value: type, label: types[type] }))}
            texts={teaching.lesson}
            autosave={teaching.autosave}
          />
          {quiz === null ? null : (
            <Section title={types.quiz}>
              <QuizStanding courseId={course.id} lessonId={lesson.id} quiz={quiz} />
              {isEditable ? (
                <QuizBuilder
                  lessonId={lesson.id}
                  quiz={quiz}
                  originals={originals}
                  userId={member.userId}
                  {...languageOf(course.details.language, locale)}
                />
              ) : null}
            </Section>
          )}
          {isEditable && lesson.type === 'assignment' ? (
            <Section title={types.assignment}>
              <AssignmentEditor
                lessonId={lesson.id}
                assignment={await getAuthoredAssignment(member, { lessonId })}
                timeZone={course.details.timeZone}
              />
            </Section>
          ) : null}
          <Section title={t('release')}>
            <ReleaseForm
              lesson={lesson}
              isEditable={isEditable}
              viewerId={member.userId}
              lessons={others.map((one) => ({ value: one.id, label: one.title }))}
              timeZone={describeTimeZone(course.details.timeZone, now(), locale)}
              texts={teaching.lesson}
              autosave={teaching.autosave}
            />
          </Section>
          {isEditable ? (
            <Section title={t('place')}>
              <div className="flex max-w-4xl flex-col gap-5">
                <PlaceForm lessonId={lesson.id} {...placesOf(course, lesson.id)} texts={teaching.lesson} />
                <div className="flex flex-wrap gap-3">
                  <ActionButton action={duplicateLessonAction} fields={{ lessonId: lesson.id }}>
                    {t('duplicate')}
                  </ActionButton>
                  <ActionButton
                    action={removeLessonAction}
                    fields={{ lessonId: lesson.id, version: String(lesson.edit.version) }}
                    variant="danger-quiet"
                    confirm={{
                      title: t('remove'),
                      description: t('removeText'),
                      confirmLabel: t('remove'),
                      isDestructive: true,
                    }}
                  >
                    {t('remove')}
                  </ActionButton>
                </div>
              </div>
            </Section>
          ) : null}
        </EditorTexts>
      </FormTexts>
    </AuthoredFrame>
  )
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, lessonId } = await params
  const [{ lesson }, t] = await Promise.all([readLesson(id, lessonId), getTranslations('teaching.lesson')])
  return { title: t('metaTitle', { lesson: lesson.title, course: lesson.course.details.title }) }
}
