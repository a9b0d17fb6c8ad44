import { useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/text-link'
import type { DetailChange, LessonChangeView, PartDetail, Piece } from '@/lib/courses/review-changes'
import { cn } from '@/lib/utils/cn'

/** Each field that differs, with what was put in and taken out. */
export function FieldChanges({ changes }: { changes: readonly DetailChange[] }) {
  const t = useTranslations('teaching.review')
  const wordsOf = (codes: string) =>
    codes
      .split(', ')
      .map((code) => t(`codes.${code as 'true'}`))
      .join(', ')
  return (
    <dl className="flex flex-col gap-4">
      {changes.map(({ field, pieces, isCode }) => (
        <div key={field}>
          <dt className="text-sm font-medium">{t(`fields.${field as 'title'}`)}</dt>
          <dd className="mt-1 rounded-md border border-line p-3 text-sm">
            <Pieces
              pieces={isCode ? pieces.map((piece) => ({ ...piece, text: wordsOf(piece.text) })) : pieces}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  const t = useTranslations('teaching.review')
  return (
    <p dir="auto" className="max-h-96 overflow-y-auto wrap-anywhere whitespace-pre-wrap" tabIndex={0}>
      {pieces.map(({ kind, text }, index) =>
        kind === 'same' ? (
          <span key={index}>{text}</span>
        ) : kind === 'added' ? (
          <ins key={index} className="bg-success-soft text-success">
            <span className="sr-only">{t('wasAdded')} </span>
            {text}
          </ins>
        ) : (
          <del key={index} className="bg-danger-soft text-danger">
            <span className="sr-only">{t('wasRemoved')} </span>
            {text}
          </del>
        ),
      )}
    </p>
  )
}

const TONES = { added: 'success', changed: 'accent', removed: 'danger' } as const

/** The lessons that came, went or differ. */
export function LessonChanges({
  courseId,
  lessons,
}: {
  courseId: string
  lessons: readonly LessonChangeView[]
}) {
  const t = useTranslations('teaching.review')
  return (
    <ul className="flex flex-col gap-4">
      {lessons.map((lesson) => (
        <li key={lesson.id} className="rounded-lg border border-line p-4">
          <div className="flex flex-wrap items-center gap-3">
            <h3 dir="auto" className="min-w-0 text-base font-semibold wrap-anywhere">
              {lesson.title}
            </h3>
            <Badge tone={TONES[lesson.kind]}>{t(lesson.kind)}</Badge>
            {lesson.kind === 'removed' ? null : (
              <TextLink
                href={`/instructor/courses/${courseId}/lessons/${lesson.id}/preview`}
                prefetch={false}
                className="text-sm"
              >
                {t('looks')}
              </TextLink>
            )}
          </div>
          {lesson.fields.length === 0 ? null : (
            <div className="mt-3">
              <FieldChanges changes={lesson.fields} />
            </div>
          )}
          {lesson.parts.length === 0 ? null : <PartChanges parts={lesson.parts} />}
        </li>
      ))}
    </ul>
  )
}

/** What came, went or differs of a quiz or an assignment, each thing to be opened by itself. */
function PartChanges({ parts }: { parts: readonly PartDetail[] }) {
  const t = useTranslations('teaching.review')
  return (
    <ul className="mt-3 flex flex-col gap-2">
      {parts.map(({ kind, what, title, fields }, index) => (
        <li key={index}>
          {fields.length === 0 ? (
            <PartName kind={kind} name={t(`things.${what}`)} title={title} className="px-3 py-2" />
          ) : (
            <details className="group rounded-md border border-line">
              <summary className="flex min-h-11 list-none items-center gap-2 px-3 py-2">
                <Icon
                  name="chevron-right"
                  size="sm"
                  className="text-muted transition-transform group-open:rotate-90"
                />
                <PartName kind={kind} name={t(`things.${what}`)} title={title} />
              </summary>
              <div className="border-t border-line p-3">
                <FieldChanges changes={fields} />
              </div>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

interface PartNameProps extends Pick<PartDetail, 'kind' | 'title'> {
  name: string
  className?: string
}

function PartName({ kind, name, title, className }: PartNameProps) {
  const t = useTranslations('teaching.review')
  return (
    <span className={cn('inline-flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 text-sm', className)}>
      <span className="font-medium">{name}</span>
      {title === '' ? null : (
        <span dir="auto" className="min-w-0 wrap-anywhere">
          {title}
        </span>
      )}
      <Badge tone={TONES[kind]}>{t(kind)}</Badge>
    </span>
  )
}
