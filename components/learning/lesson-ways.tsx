import { useLocale, useTranslations } from '@/i18n/texts'
import type { LessonView } from '@/lib/progress/dto'
import { languageOf } from '@/lib/utils/languages'
import { LessonKeys } from './lesson-keys'
import { LessonNeighbours } from './lesson-neighbours'

/** The lessons before and after this one, and the keys that lead there. */
export function LessonWays({ view }: { view: LessonView }) {
  const { course, learner, lesson, previous, next } = view
  const t = useTranslations('learning.lesson')
  const keys = useTranslations('learning.keys')
  const common = useTranslations('common.actions')
  const locale = useLocale()
  const neighbour = (to: typeof next, label: string) =>
    to && { href: `/learn/${course.slug}/${to.id}`, title: to.title, label }
  const rows = [
    next && { key: 'ArrowRight', cap: '→', label: t('next') },
    previous && { key: 'ArrowLeft', cap: '←', label: t('previous') },
    learner.enrollment && !lesson.isDone && view.content.type !== 'assignment'
      ? { key: 'd', cap: 'd', label: next ? t('markDoneAndNext') : t('markDone') }
      : null,
    learner.enrollment ? { key: 'n', cap: 'n', label: keys('note') } : null,
    learner.enrollment ? { key: 'b', cap: 'b', label: keys('bookmark') } : null,
    { key: '?', cap: '?', label: keys('help') },
  ].filter((row) => row !== null)
  return (
    <>
      <LessonNeighbours
        label={t('neighbours')}
        {...languageOf(course.language, locale)}
        previous={neighbour(previous, t('previous'))}
        next={neighbour(next, t('next'))}
      />
      <LessonKeys
        rows={rows}
        texts={{
          title: keys('title'),
          button: keys('button'),
          close: common('close'),
          letters: keys('letters'),
          lettersHint: keys('lettersHint'),
        }}
      />
    </>
  )
}
