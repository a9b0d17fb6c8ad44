import { useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import type { AssignmentTask } from '@/lib/assignments/dto'
import { cn } from '@/lib/utils/cn'

interface RubricTableProps {
  rubric: AssignmentTask['rubric']
  /** By criterion, the level that was chosen. */
  choices?: Readonly<Record<string, string>>
  lang?: string
}

/** Criteria with their levels; what was chosen is marked by a word as well. */
export function RubricTable({ rubric, choices = {}, lang }: RubricTableProps) {
  const t = useTranslations('assignments.task')
  const history = useTranslations('assignments.history')
  return (
    <dl className="flex flex-col gap-4" lang={lang}>
      {rubric.map((criterion) => (
        <div key={criterion.id}>
          <dt className="font-medium">{criterion.title}</dt>
          {criterion.description ? <dd className="text-sm text-muted">{criterion.description}</dd> : null}
          <dd className="mt-2 grid gap-2 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]">
            {criterion.levels.map((level) => {
              const isChosen = choices[criterion.id] === level.id
              return (
                <div
                  key={level.id}
                  className={cn(
                    'rounded-md border px-3 py-2 text-sm',
                    isChosen ? 'border-accent bg-accent-soft' : 'border-line',
                  )}
                >
                  <p className="font-medium">
                    {t('levelPoints', { title: level.title, points: String(level.points) })}
                  </p>
                  {level.description ? <p className="text-muted">{level.description}</p> : null}
                  {isChosen ? (
                    <p className="mt-1 flex items-center gap-1 text-accent">
                      <Icon name="check" size="xs" />
                      {history('yourLevel')}
                    </p>
                  ) : null}
                </div>
              )
            })}
          </dd>
        </div>
      ))}
    </dl>
  )
}
