import { useLocale, useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { Link } from '@/i18n/navigation'
import { lessonsOf, type OutlineLesson, type OutlineModule } from '@/lib/courses/dto'
import type { CourseHome } from '@/lib/progress/dto'
import { cn } from '@/lib/utils/cn'
import { formatMinutes, formatMoment } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'
import { lessonStates, STATE_ICONS, TYPE_ICONS, type LessonState } from './lesson-state'

/** In a longer course only the module one is in is unfolded. */
const ALL_UNFOLDED_UP_TO = 40

interface LessonOutlineProps {
  home: CourseHome
  /** The learner's own, for the moments at which lessons open. */
  timeZone: string
  /** `side` stands beside the lessons, `page` is the course's home. */
  place: keyof typeof LOOKS
  /** The lesson one is in, as far as the server knows. */
  currentId: string | null
}

const LOOKS = {
  side: {
    modules: 'mt-3 flex flex-col gap-1',
    module: '',
    summary: 'rounded-md px-3 py-2 hover:bg-sunken',
    title: 'text-xs font-semibold',
    section: 'px-3 pt-2 pb-1 text-xs text-muted',
    list: 'flex flex-col gap-0.5 pb-2',
    row:
      'flex min-h-11 items-start gap-3 rounded-md px-3 py-2 text-sm transition-colors pointer-fine:min-h-9 ' +
      'aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent',
    link: 'hover:bg-sunken',
    icon: 'mt-0.5',
  },
  page: {
    modules: 'mt-10 flex flex-col gap-4',
    module: 'overflow-hidden rounded-lg border border-line bg-raised',
    summary: 'px-4 py-3.5 hover:bg-sunken sm:px-5',
    title: 'text-lg font-semibold',
    section: 'border-t border-line bg-sunken/60 px-4 py-2 text-sm font-medium sm:px-5',
    list: 'divide-y divide-line border-t border-line',
    row: 'flex min-h-14 items-start gap-3 px-4 py-3 transition-colors sm:px-5',
    link: 'hover:bg-sunken',
    icon: 'mt-0.5',
  },
} as const

/** Every lesson of the course: what is done, what is begun, what is new, and what opens when. */
export function LessonOutline({ home, timeZone, place, currentId }: LessonOutlineProps) {
  const { course, learner } = home
  const row = useRowTexts(home, timeZone)
  const t = useTranslations('learning.outline')
  const { lang, dir } = languageOf(course.language, useLocale())
  const look = LOOKS[place]
  const done = new Set(learner.doneLessonIds)
  const unfolded = currentId ?? learner.continueWith?.id ?? learner.enrollment?.lastLessonId ?? null
  const isShort = learner.lessonCount <= ALL_UNFOLDED_UP_TO
  return (
    <ol className={look.modules}>
      {course.outline.map((module, index) => {
        const lessons = lessonsOf([module])
        const count = lessons.filter(({ id }) => done.has(id)).length
        const holds = unfolded === null ? index === 0 : lessons.some(({ id }) => id === unfolded)
        return (
          <li key={module.id} className={look.module}>
            <details open={isShort || holds} className="group/module">
              <summary className={cn('flex list-none items-center gap-3', look.summary)}>
                <Icon
                  name="chevron-right"
                  size="sm"
                  className="text-muted transition-transform group-open/module:rotate-90"
                />
                <ModuleTitle module={module} place={place} lang={lang} dir={dir} />
                <span className="shrink-0 text-xs text-muted tabular-nums">
                  <span aria-hidden="true">{`${count}/${lessons.length}`}</span>
                  <VisuallyHidden>
                    {t('moduleProgress', { done: count, count: lessons.length })}
                  </VisuallyHidden>
                </span>
              </summary>
              {place === 'page' && module.description ? (
                <p lang={lang} dir={dir} className="max-w-measure px-4 pb-3 text-sm text-muted sm:px-5">
                  {module.description}
                </p>
              ) : null}
              {module.sections.map((section) => (
                <div key={section.id}>
                  {section.title ? (
                    <p lang={lang} dir={dir} className={cn('wrap-anywhere', look.section)}>
                      {section.title}
                    </p>
                  ) : null}
                  <ul className={look.list}>
                    {section.lessons.map((lesson) => (
                      <li key={lesson.id}>
                        <LessonRow
                          lesson={lesson}
                          look={look}
                          texts={row}
                          lang={lang}
                          dir={dir}
                          isCurrent={lesson.id === currentId}
                        />
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </details>
          </li>
        )
      })}
    </ol>
  )
}

interface ModuleTitleProps {
  module: OutlineModule
  place: keyof typeof LOOKS
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

function ModuleTitle({ module, place, lang, dir }: ModuleTitleProps) {
  const Tag = place === 'page' ? 'h2' : 'span'
  return (
    <Tag lang={lang} dir={dir} className={cn('min-w-0 grow wrap-anywhere', LOOKS[place].title)}>
      {module.title}
    </Tag>
  )
}

type RowTexts = (lesson: OutlineLesson) => {
  state: LessonState
  stateName: string
  href: string | null
  /** Kind, length, and what opens it. */
  details: string
  isNew: boolean
  newName: string
}

/** Read once for all rows: a course may have hundreds. */
function useRowTexts(home: CourseHome, timeZone: string): RowTexts {
  const { course, learner } = home
  const t = useTranslations('learning.outline')
  const locale = useLocale()
  const stateOf = lessonStates(home)
  const titles = new Map(lessonsOf(course.outline).map(({ id, title }) => [id, title]))
  const fresh = new Set(learner.newLessonIds)
  const opensOf = (id: string) => {
    const opening = learner.openings[id]
    if (opening === undefined) return null
    if (opening.opensAt !== null)
      return t('opensAt', { moment: formatMoment(opening.opensAt, { locale, timeZone }) })
    return t('opensAfter', { title: titles.get(opening.afterLessonId ?? '') ?? '' })
  }
  const hrefOf = ({ id }: OutlineLesson, state: LessonState) => {
    // Before a course begins its learners read what everybody may.
    if (!home.canReadLessons && state === 'open') return `/courses/${course.slug}/preview/${id}`
    return state === 'shut' && learner.openings[id] === undefined ? null : `/learn/${course.slug}/${id}`
  }
  return (lesson) => {
    const state = stateOf(lesson)
    const parts = [
      t(`types.${lesson.type}`),
      lesson.durationMinutes > 0 ? formatMinutes(lesson.durationMinutes, locale) : null,
      lesson.isRequired ? null : t('optional'),
      opensOf(lesson.id),
    ]
    return {
      state,
      stateName: t(`states.${state}`),
      href: hrefOf(lesson, state),
      details: parts.filter((part) => part !== null).join(' · '),
      isNew: fresh.has(lesson.id),
      newName: t('new'),
    }
  }
}

interface LessonRowProps {
  lesson: OutlineLesson
  look: (typeof LOOKS)[keyof typeof LOOKS]
  texts: RowTexts
  isCurrent: boolean
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

const STATE_PAINTS = {
  done: 'text-success',
  started: 'text-accent',
  open: 'text-line-strong',
  shut: 'text-muted',
} as const

function LessonRow({ lesson, look, texts, lang, dir, isCurrent }: LessonRowProps) {
  const { state, stateName, href, details, isNew, newName } = texts(lesson)
  const content = (
    <>
      <Icon name={STATE_ICONS[state]} size="sm" className={cn(look.icon, STATE_PAINTS[state])} />
      <span className="min-w-0 grow">
        {state === 'open' ? null : <VisuallyHidden>{`${stateName}: `}</VisuallyHidden>}
        <span lang={lang} dir={dir} className={cn('wrap-anywhere', state === 'shut' && 'text-muted')}>
          {lesson.title}
        </span>
        <span className="mt-0.5 flex items-start gap-1.5 text-xs font-normal text-muted">
          <Icon name={TYPE_ICONS[lesson.type]} size="xs" className="mt-px" />
          <span className="min-w-0 wrap-anywhere">{details}</span>
        </span>
      </span>
      {isNew && state !== 'shut' ? <Badge tone="accent">{newName}</Badge> : null}
    </>
  )
  if (href === null) return <div className={look.row}>{content}</div>
  return (
    <Link
      href={href}
      prefetch={false}
      // Which lesson it is, stays true only until another is opened: `OutlineFollower` keeps it so.
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(look.row, look.link)}
    >
      {content}
    </Link>
  )
}
