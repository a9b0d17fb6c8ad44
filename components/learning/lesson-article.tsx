import { getLocale, getTranslations } from '@/i18n/texts'
import { GradeTrail } from '@/components/assignments/grade-trail'
import { Markdown } from '@/components/editor/markdown'
import { contentsOf, ContentsList } from '@/components/editor/markdown-contents'
import { BookmarkButton } from '@/components/notes/bookmark-button'
import { LessonNotes } from '@/components/notes/lesson-notes'
import { QuizSection } from '@/components/quizzes/quiz-section'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import type { LessonNotes as Kept } from '@/lib/notes/dto'
import type { LessonView } from '@/lib/progress/dto'
import { cn } from '@/lib/utils/cn'
import { languageOf } from '@/lib/utils/languages'
import { LessonContent } from './lesson-content'
import { LessonFacts } from './lesson-facts'
import { LessonFocus } from './lesson-focus'
import { LessonMarks } from './lesson-marks'
import { LessonVisit } from './lesson-visit'
import { LessonWays } from './lesson-ways'
import { ReadingPlace } from './reading-place'

const TITLE_ID = 'lesson-title'

interface LessonArticleProps {
  view: LessonView
  kept: Kept
  /** The provider whose frame the reader has asked for. */
  shownProvider: string | null
  /** A second of the video that a note or bookmark leads to. */
  startAt: number | null
  /** The reader's. */
  timeZone: string
}

/** One lesson: what there is to learn, the learner's own notes beside it, and the ways on. */
export async function LessonArticle(props: LessonArticleProps) {
  const { view, kept, shownProvider, startAt, timeZone } = props
  const { course, learner, lesson, content } = view
  const [t, changes, locale, headings] = await Promise.all([
    getTranslations('learning.lesson'),
    getTranslations('assignments.trail'),
    getLocale(),
    contentsOf(lesson.body),
  ])
  const { lang, dir } = languageOf(course.language, locale)
  const { enrollment } = learner
  const isWatched = content.type === 'video'
  const crumbs = [{ label: course.title, href: `/learn/${course.slug}` }, { label: view.moduleTitle }]
  return (
    <div
      className={cn(
        'mx-auto grid w-full grid-cols-[minmax(0,1fr)] gap-x-12 px-4 pt-6 pb-16 sm:px-6 sm:pt-10 lg:px-8',
        isWatched ? 'max-w-measure xl:max-w-[76rem]' : 'max-w-measure xl:max-w-[66rem]',
        'xl:grid-cols-[minmax(0,1fr)_18rem]',
      )}
    >
      <div className="min-w-0">
        <Breadcrumb label={t('backToCourse')} crumbs={crumbs} />
        <div className="mt-3 flex items-start justify-between gap-2">
          <h1
            id={TITLE_ID}
            tabIndex={-1}
            lang={lang}
            dir={dir}
            className="text-2xl wrap-anywhere outline-none sm:text-3xl"
          >
            {lesson.title}
          </h1>
          {enrollment ? <BookmarkButton lessonId={lesson.id} isSet={kept.isBookmarked} /> : null}
        </div>
        <LessonFacts view={view} />
        {enrollment ? null : <Notice className="mt-4">{t('looking')}</Notice>}
        <div className={content.type === 'article' ? 'contents' : 'mt-6 block'}>
          <LessonContent
            content={content}
            title={lesson.title}
            language={course.language}
            lessonId={lesson.id}
            isDone={lesson.isDone}
            isLearner={enrollment !== null}
            enrollmentId={enrollment?.id ?? null}
            shownProvider={shownProvider}
            startAt={startAt}
          />
        </div>
        {headings.length > 0 ? (
          <details className="group/contents mt-6 rounded-md border border-line xl:hidden">
            <summary className="flex min-h-11 list-none items-center gap-2 px-4 text-sm font-medium">
              <Icon name="table-of-contents" size="sm" className="text-muted" />
              {t('contents')}
              <Icon
                name="chevron-down"
                size="sm"
                className="ms-auto text-muted transition-transform group-open/contents:rotate-180"
              />
            </summary>
            <nav aria-label={t('contents')} className="px-4 pb-3">
              <ContentsList headings={headings} lang={lang} dir={dir} />
            </nav>
          </details>
        ) : null}
        <Markdown
          source={lesson.body}
          lang={lang}
          dir={dir}
          lessonHref={(id) => `/learn/${course.slug}/${id}`}
          isPlaceKept
          className="mt-8 sm:text-lg"
        />
        {content.type === 'quiz' ? (
          <div className="mt-8">
            <QuizSection
              lessonId={lesson.id}
              quiz={content.quiz}
              isLearner={enrollment !== null}
              href={`/learn/${course.slug}/${lesson.id}`}
              timeZone={timeZone}
              lang={lang}
              dir={dir}
            />
            {content.trail.length === 0 ? null : (
              <section aria-labelledby="trail-title" className="mt-8">
                <h2 id="trail-title" className="mb-3 text-lg">
                  {changes('title')}
                </h2>
                <GradeTrail entries={content.trail} timeZone={timeZone} whose="own" />
              </section>
            )}
          </div>
        ) : null}
        {enrollment ? <LessonMarks view={view} /> : null}
        <LessonWays view={view} />
        <LessonFocus lessonId={lesson.id} titleId={TITLE_ID} />
        {enrollment ? (
          <>
            <LessonVisit lessonId={lesson.id} isRemembered={enrollment.lastLessonId === lesson.id} />
            <ReadingPlace
              key={lesson.id}
              place={`${enrollment.id}:${lesson.id}`}
              texts={{ returned: t('returned'), toTheTop: t('toTheTop') }}
            />
          </>
        ) : null}
      </div>
      <aside
        aria-label={t('beside')}
        className="max-xl:mt-12 max-xl:border-t max-xl:border-line max-xl:pt-6 xl:sticky xl:top-20 xl:max-h-[calc(100dvh-6rem)] xl:self-start xl:overflow-y-auto xl:overscroll-contain xl:pb-4"
      >
        {headings.length > 0 ? (
          <nav aria-label={t('contents')} className="mb-8 max-xl:hidden">
            <h2 className="mb-3 text-sm font-semibold">{t('contents')}</h2>
            <ContentsList headings={headings} lang={lang} dir={dir} />
          </nav>
        ) : null}
        {enrollment ? <LessonNotes lessonId={lesson.id} enrollmentId={enrollment.id} kept={kept} /> : null}
      </aside>
    </div>
  )
}
