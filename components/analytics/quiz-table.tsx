import { useLocale, useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { ProgressBar } from '@/components/ui/progress-bar'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { ATTEMPTS_NEEDED } from '@/lib/analytics/constants'
import type { QuizFigures } from '@/lib/analytics/dto'
import { plainWords } from '@/lib/quizzes/plain-words'
import { GAP_PLACE } from '@/lib/quizzes/schema/question'
import { excerpt } from '@/lib/utils/excerpt'
import { numberFormat } from '@/lib/utils/formatters'
import { NoFigures } from './no-figures'

const PROMPT_LENGTH = 120
const ANSWER_LENGTH = 60

/** How hard each question is, and how well it tells who knows from who does not. */
export function QuizTable({ quiz, lang }: { quiz: QuizFigures; lang: string | undefined }) {
  const t = useTranslations('analytics.quizzes')
  const locale = useLocale()
  const percent = numberFormat(locale, { style: 'percent' })
  const number = numberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  if (quiz.questions.length === 0) return <NoFigures>{t('empty')}</NoFigures>
  return (
    <>
      <p className="mb-4 text-sm text-muted">
        {t('summary', { count: quiz.attempts, needed: ATTEMPTS_NEEDED })}
      </p>
      <Table caption={t('table', { title: quiz.title })} isStackedOnPhone>
        <TableHead>
          <HeadCell>{t('question')}</HeadCell>
          <HeadCell align="end">{t('attempts')}</HeadCell>
          <HeadCell>{t('difficulty')}</HeadCell>
          <HeadCell>{t('discrimination')}</HeadCell>
          <HeadCell>{t('wrong')}</HeadCell>
        </TableHead>
        <TableBody>
          {quiz.questions.map(
            ({ questionId, type, prompt, attempts, answered, difficulty, discrimination, wrong }) => (
              <TableRow key={questionId}>
                <RowHeadCell className="min-w-56 font-normal wrap-anywhere">
                  <span lang={lang} dir="auto">
                    {excerpt(wordsOf(prompt), PROMPT_LENGTH)}
                  </span>
                </RowHeadCell>
                <Cell align="end">{t('answered', { answered, attempts })}</Cell>
                <Cell>
                  <span className="flex min-w-32 items-center gap-2">
                    <ProgressBar
                      percent={Math.round(difficulty * 100)}
                      label={t('solved', { percent: percent.format(difficulty) })}
                      className="grow"
                    />
                    <span aria-hidden="true" className="w-12 text-right tabular-nums">
                      {percent.format(difficulty)}
                    </span>
                  </span>
                </Cell>
                <Cell className="whitespace-nowrap">
                  {discrimination === null ? (
                    <span className="text-muted">{t('unknown')}</span>
                  ) : (
                    <span className="flex items-center gap-2">
                      <span className="w-10 text-right tabular-nums">
                        {number.format(rounded(discrimination))}
                      </span>
                      <Badge tone={toneOf(rounded(discrimination))}>
                        {t(`reading.${readingOf(rounded(discrimination))}`)}
                      </Badge>
                    </span>
                  )}
                </Cell>
                <Cell label={t('wrong')} className="min-w-56">
                  <WrongAnswers type={type} wrong={wrong} attempts={attempts} lang={lang} />
                </Cell>
              </TableRow>
            ),
          )}
        </TableBody>
      </Table>
    </>
  )
}

type WrongAnswersProps = Pick<QuizFigures['questions'][number], 'type' | 'wrong' | 'attempts'> & {
  lang: string | undefined
}

/** What is wrong most often, each with the share of the attempts that say so. */
function WrongAnswers({ type, wrong, attempts, lang }: WrongAnswersProps) {
  const t = useTranslations('analytics.quizzes')
  const percent = numberFormat(useLocale(), { style: 'percent' })
  if (wrong.length === 0) return <span className="text-muted">{t('nothingWrong')}</span>
  return (
    <ul className="flex flex-col gap-1">
      {wrong.map(({ text, count }) => (
        <li key={text} className="flex justify-between gap-3">
          {type === 'trueFalse' ? (
            <span>{t(`statement.${text === 'true' ? 'true' : 'false'}`)}</span>
          ) : (
            <span lang={lang} dir="auto" className="min-w-0 wrap-anywhere">
              {excerpt(text, ANSWER_LENGTH)}
            </span>
          )}
          <span className="shrink-0 text-muted tabular-nums">
            <span aria-hidden="true">{percent.format(count / attempts)}</span>
            <span className="sr-only">{t('ofAttempts', { percent: percent.format(count / attempts) })}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A prompt without its marks; where a gap stands there is a line. */
function wordsOf(prompt: string): string {
  return plainWords(prompt.replace(GAP_PLACE, '…'))
}

/** To the hundredths that are shown; what is as good as nothing has no sign. */
function rounded(discrimination: number): number {
  return Math.round(discrimination * 100) / 100 || 0
}

/** The steps of lib/analytics/item-figures.ts. */
function readingOf(discrimination: number) {
  if (discrimination < 0) return 'negative'
  if (discrimination < 0.2) return 'low'
  return discrimination < 0.4 ? 'fair' : 'good'
}

function toneOf(discrimination: number) {
  return ({ negative: 'danger', low: 'warning', fair: 'neutral', good: 'success' } as const)[
    readingOf(discrimination)
  ]
}
