import { useLocale, useTranslations } from '@/i18n/texts'
import { NavLink } from '@/components/layout/nav-link'
import { Icon } from '@/components/ui/icon'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { CourseHome } from '@/lib/progress/dto'
import { languageOf } from '@/lib/utils/languages'
import { LessonOutline } from './lesson-outline'
import { OutlineFollower } from './outline-follower'

const ROW =
  'flex min-h-11 items-start gap-3 rounded-md px-3 py-2 text-sm pointer-fine:min-h-9 transition-colors hover:bg-sunken ' +
  'aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent'
const OUTLINE_ID = 'course-outline'

interface CourseSidebarProps {
  home: CourseHome
  timeZone: string
  currentId: string | null
}

/** The course beside its lessons: what is done, where one is, and what comes. */
export function CourseSidebar({ home, timeZone, currentId }: CourseSidebarProps) {
  const { course, learner } = home
  const t = useTranslations('learning.outline')
  const homeTexts = useTranslations('learning.home')
  const locale = useLocale()
  return (
    <nav id={OUTLINE_ID} aria-label={t('title')}>
      <NavLink href={`/learn/${course.slug}`} match="page" prefetch={false} className={ROW}>
        <Icon name="house" size="sm" className="mt-0.5" />
        <span {...languageOf(course.language, locale)} className="min-w-0 font-semibold wrap-anywhere">
          {course.title}
        </span>
      </NavLink>
      {learner.enrollment ? (
        <>
          <div className="px-3 pt-2 pb-1">
            <ProgressBar
              percent={learner.percent}
              label={homeTexts('progressLabel', { title: course.title })}
            />
            <p className="mt-1.5 text-xs text-muted">
              {homeTexts('lessonsDone', { done: learner.doneCount, count: learner.lessonCount })}
            </p>
          </div>
          <NavLink href={`/learn/${course.slug}/notes`} match="page" prefetch={false} className={ROW}>
            <Icon name="notebook-pen" size="sm" className="mt-0.5" />
            {t('notes')}
          </NavLink>
          <NavLink href={`/learn/${course.slug}/grades`} match="page" prefetch={false} className={ROW}>
            <Icon name="gauge" size="sm" className="mt-0.5" />
            {t('grades')}
          </NavLink>
        </>
      ) : null}
      <LessonOutline home={home} timeZone={timeZone} place="side" currentId={currentId} />
      <OutlineFollower outlineId={OUTLINE_ID} />
    </nav>
  )
}
