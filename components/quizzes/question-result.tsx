import { useTranslations } from '@/i18n/texts'
import { Badge, type Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import type { AskedOption, QuestionResult as Result } from '@/lib/quizzes/dto'
import { literal } from '@/lib/quizzes/plain-words'
import { PartText } from './part-text'
import { QuestionPrompt } from './question-prompt'

interface QuestionResultProps {
  question: Result
  place: { number: number; count: number }
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

const LOOKS = {
  right: { tone: 'success', icon: 'circle-check' },
  partly: { tone: 'warning', icon: 'circle-dot' },
  wrong: { tone: 'danger', icon: 'x' },
  blank: { tone: 'neutral', icon: 'circle' },
} as const satisfies Record<string, { tone: Tone; icon: IconName }>

/** One question of a finished attempt. What was right stands there only where the server sent it. */
export function QuestionResult({ question, place, lang, dir }: QuestionResultProps) {
  const t = useTranslations('quizzes.results')
  const taking = useTranslations('quizzes.taking')
  const { points, earned, solution } = question
  const given = wordsOf(question, { true: taking('true'), false: taking('false') })
  const kind = given.length === 0 ? 'blank' : earned === points ? 'right' : earned > 0 ? 'partly' : 'wrong'
  const look = LOOKS[kind]
  const right = solution?.right.map((text) =>
    question.asked.type === 'trueFalse' ? taking(text === 'true' ? 'true' : 'false') : text,
  )
  const text = { lang, dir }
  return (
    <li className="rounded-lg border border-line p-4 sm:p-6">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm text-muted">
        <span className="font-semibold text-ink">{taking('of', place)}</span>
        <span className="flex items-center gap-3">
          <span className="tabular-nums">{t('earned', { earned, most: points })}</span>
          <Badge tone={look.tone} icon={look.icon}>
            {t(kind)}
          </Badge>
        </span>
      </div>
      <QuestionPrompt question={question} lang={lang} dir={dir} />
      <dl className="mt-4 flex flex-col gap-3">
        {given.length === 0 ? null : <Texts term={t('yourAnswer')} texts={given} {...text} />}
        {right === undefined ? null : (
          <Texts
            term={
              question.asked.type === 'ordering' ? t('rightOrder') : t('rightAnswer', { count: right.length })
            }
            texts={right}
            {...text}
          />
        )}
        {solution === null || solution.feedback.length === 0 ? null : (
          <Texts term={t('feedback')} texts={solution.feedback} {...text} />
        )}
        {solution === null || solution.explanation === '' ? null : (
          <Texts term={t('explanation')} texts={[solution.explanation]} {...text} />
        )}
      </dl>
    </li>
  )
}

interface TextsProps {
  term: string
  texts: readonly string[]
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

function Texts({ term, texts, lang, dir }: TextsProps) {
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      {texts.map((text, index) => (
        <dd key={index} className="mt-0.5">
          <PartText source={text} lang={lang} dir={dir} />
        </dd>
      ))}
    </div>
  )
}

/** What was answered, as Markdown; what was typed is shown letter by letter. */
function wordsOf({ asked, answer }: Result, words: { true: string; false: string }): string[] {
  if (answer === null) return []
  const textOf = (list: readonly AskedOption[], id: string) => list.find((each) => each.id === id)?.text ?? ''
  switch (answer.type) {
    case 'single':
      return asked.type === 'single' && answer.option !== null ? [textOf(asked.options, answer.option)] : []
    case 'multiple':
      return asked.type === 'multiple' ? answer.options.map((id) => textOf(asked.options, id)) : []
    case 'trueFalse':
      return answer.value === null ? [] : [words[answer.value ? 'true' : 'false']]
    case 'shortText':
    case 'number':
      return answer.text.trim() === '' ? [] : [literal(answer.text)]
    case 'ordering':
      return asked.type === 'ordering' ? answer.order.map((id) => textOf(asked.entries, id)) : []
    case 'matching':
      return asked.type === 'matching'
        ? Object.entries(answer.matches).map(
            ([id, partner]) => `${textOf(asked.entries, id)} → ${textOf(asked.partners, partner)}`,
          )
        : []
    case 'gaps':
      return asked.type === 'gaps'
        ? asked.gaps.flatMap((gap) => {
            const written = answer.gaps[gap.id] ?? ''
            if (written === '') return []
            return [gap.kind === 'choice' ? textOf(gap.options, written) : literal(written)]
          })
        : []
  }
}
