import { useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/text-link'
import type { CheckLine, CheckList } from '@/lib/courses/authored-dto'

interface CheckLinesProps {
  courseId: string
  list: CheckList
}

const LACKS = ['text', 'video', 'file', 'embed', 'questions', 'assignmentWithoutInstructions'] as const

/** What a course has and lacks before it is handed in. */
export function CheckLines({ courseId, list }: CheckLinesProps) {
  const t = useTranslations('teaching.publish')
  const groups = [
    [t('required'), list.lines.filter(({ isRequired }) => isRequired)],
    [t('better'), list.lines.filter(({ isRequired }) => !isRequired)],
  ] as const
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      {groups.map(([title, lines]) => (
        <div key={title}>
          <h3 className="text-sm font-semibold">{title}</h3>
          <ul className="mt-2 flex flex-col gap-2">
            {lines.map((line) => (
              <Line key={line.code} line={line} />
            ))}
          </ul>
        </div>
      ))}
      {list.lessons.length === 0 ? null : (
        <ul className="flex flex-col gap-1 text-sm sm:col-span-2">
          {list.lessons.map(({ id, title, codes }) => (
            <li key={id} className="wrap-anywhere">
              <TextLink href={`/instructor/courses/${courseId}/lessons/${id}`} prefetch={false}>
                {title}
              </TextLink>{' '}
              {codes.map((code) => t(`lacks.${LACKS.find((known) => known === code) ?? 'other'}`)).join(', ')}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Line({ line }: { line: CheckLine }) {
  const t = useTranslations('teaching.publish')
  return (
    <li className="flex items-start gap-2">
      <Icon
        name={line.isDone ? 'circle-check' : 'circle'}
        size="sm"
        className={line.isDone ? 'mt-1 text-success' : 'mt-1 text-muted'}
      />
      <span className="grow">{t(`codes.${line.code}`)}</span>
      {line.isDone ? (
        <span className="sr-only">{t('done')}</span>
      ) : (
        <Badge tone={line.isRequired ? 'danger' : 'neutral'}>{t('missing')}</Badge>
      )}
    </li>
  )
}
