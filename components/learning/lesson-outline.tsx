import { useLocale, useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { lessonsOf, type OutlineLesson, type OutlineModule } from '@/lib/courses/dto'
import type { CourseHome } from '@/lib/progress/dto'
import { cn } from '@/lib/utils/cn'
import { formatMinutes, formatMoment } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'
import { lessonStates, type LessonState } from './lesson-state'
import { OutlineRows, type OutlineRow } from './outline-rows'

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
  },
  page: {
    modules: 'mt-10 flex flex-col gap-4',
    module: 'overflow-hidden rounded-lg border border-line bg-raised',
    summary: 'px-4 py-3.5 hover:bg-sunken sm:px-5',
    title: 'text-lg font-semibold',
    section: 'border-t border-line bg-sunken/60 px-4 py-2 text-sm font-medium sm:px-5',
  },
} as const

/** Every lesson of the course: what is done, what is begun, what is new, and what opens when. */
export function LessonOutline({ home, timeZone, place, currentId }: LessonOutlineProps) {
  const { course, learner } = home
  const rowOf = useRows(home, timeZone)
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
                  <OutlineRows
                    rows={section.lessons.map(rowOf)}
                    slug={course.slug}
                    place={place}
                    currentId={currentId}
                    lang={lang}
                    dir={dir}
                  />
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

/** Reads once for all rows what they say: a course may have hundreds. */
function useRows(home: CourseHome, timeZone: string): (lesson: OutlineLesson) => OutlineRow {
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
  const leadOf = ({ id }: OutlineLesson, state: LessonState) => {
    // Before a course begins its learners read what everybody may.
    if (!home.canReadLessons && state === 'open') return { leadsTo: 'preview' as const }
    return state === 'shut' && learner.openings[id] === undefined ? { leadsTo: 'nowhere' as const } : {}
  }
  return (lesson) => {
    const { id, title, type, durationMinutes, isRequired } = lesson
    const state = stateOf(lesson)
    const parts = [
      t(`types.${type}`),
      durationMinutes > 0 ? formatMinutes(durationMinutes, locale) : null,
      isRequired ? null : t('optional'),
      opensOf(id),
    ]
    return {
      ...{ id, title, type, details: parts.filter((part) => part !== null).join(' · ') },
      ...(state !== 'open' && { state, stateName: t(`states.${state}`) }),
      ...(fresh.has(id) && state !== 'shut' && { newName: t('new') }),
      ...leadOf(lesson, state),
    }
  }
}
