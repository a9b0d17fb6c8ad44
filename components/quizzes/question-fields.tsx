import { useTranslations } from '@/i18n/texts'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Radio } from '@/components/ui/radio'
import { Select } from '@/components/ui/select'
import type { AskedOption, AskedQuestion } from '@/lib/quizzes/dto'
import { needsShowing, plainWords } from '@/lib/quizzes/plain-words'
import { QUIZ_LIMITS } from '@/lib/quizzes/constants'
import type { Answer } from '@/lib/quizzes/schema/answer'
import { ChoiceLetters, letteredOptions } from './choice-letters'
import { NumberInput } from './number-input'
import { PartText } from './part-text'

interface QuestionFieldsProps {
  question: AskedQuestion & { answer: Answer | null }
  /** Of the form; the names of the fields begin with it. */
  index: number
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/** The fields of one question by its type. They hold what was answered before, and work without a script. */
export function QuestionFields(props: QuestionFieldsProps) {
  const { question, index } = props
  const { asked } = question
  const name = (field: string) => `answers.${index}.${field}`
  switch (asked.type) {
    case 'single':
    case 'multiple':
      return <Choices {...props} options={asked.options} name={name} />
    case 'trueFalse':
      return <TrueOrFalse {...props} name={name} />
    case 'shortText':
    case 'number':
      return <Written {...props} name={name} />
    case 'ordering':
      return <Ordering {...props} entries={asked.entries} name={name} />
    case 'matching':
      return <Matching {...props} entries={asked.entries} partners={asked.partners} name={name} />
    case 'gaps':
      return <Gaps {...props} name={name} />
  }
}

/** No browser changes or completes what is an answer. */
const AS_WRITTEN = {
  autoComplete: 'off',
  autoCapitalize: 'off',
  spellCheck: false,
  maxLength: QUIZ_LIMITS.answerLength,
} as const

type Named = QuestionFieldsProps & { name: (field: string) => string }

const ROW =
  'flex cursor-pointer items-start gap-3 rounded-md border border-line-strong bg-raised px-4 py-3 has-checked:border-accent has-checked:bg-accent-soft hover:border-ink/60'

function Choices({ question, options, name, lang, dir }: Named & { options: AskedOption[] }) {
  const t = useTranslations('quizzes.taking')
  const { answer, asked } = question
  const isSingle = asked.type === 'single'
  const isChosen = (id: string) =>
    (answer?.type === 'single' && answer.option === id) ||
    (answer?.type === 'multiple' && answer.options.includes(id))
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-muted">{t(isSingle ? 'chooseOne' : 'chooseSome')}</p>
      {options.map(({ id, text }) => (
        <label key={id} className={ROW}>
          {isSingle ? (
            <Radio
              {...nameOf(text)}
              name={name('option')}
              value={id}
              defaultChecked={isChosen(id)}
              className="mt-0.5"
            />
          ) : (
            <Checkbox {...nameOf(text)} name={name('options')} value={id} defaultChecked={isChosen(id)} />
          )}
          <PartText source={text} lang={lang} dir={dir} isChoice />
        </label>
      ))}
    </div>
  )
}

/** A formula gives its label no words, so they are said: as it was written. */
function nameOf(text: string): { 'aria-label'?: string } {
  return needsShowing(text) ? { 'aria-label': plainWords(text) } : {}
}

function TrueOrFalse({ question: { answer }, name }: Named) {
  const t = useTranslations('quizzes.taking')
  const value = answer?.type === 'trueFalse' ? answer.value : null
  return (
    <div className="flex flex-wrap gap-2">
      {([true, false] as const).map((each) => (
        <label key={String(each)} className={`${ROW} min-w-32`}>
          <Radio name={name('value')} value={String(each)} defaultChecked={value === each} />
          {t(each ? 'true' : 'false')}
        </label>
      ))}
    </div>
  )
}

function Written({ question: { asked, answer }, name, lang, dir }: Named) {
  const t = useTranslations('quizzes.taking')
  const text = answer !== null && 'text' in answer ? answer.text : ''
  const field = { ...AS_WRITTEN, name: name('text'), defaultValue: text }
  const label = asked.type !== 'number' ? 'answer' : asked.isUnitRequired ? 'numberWithUnit' : 'number'
  return (
    <label className="flex max-w-md flex-col gap-1.5">
      <span className="text-sm text-muted">{t(label)}</span>
      {asked.type === 'number' ? (
        <NumberInput {...field} unreadText={t('notANumber')} unit={asked.unit} unitLang={lang} />
      ) : (
        <Input {...field} lang={lang} dir={dir} />
      )}
    </label>
  )
}

function Ordering({ question: { answer }, entries, name, lang, dir }: Named & { entries: AskedOption[] }) {
  const t = useTranslations('quizzes.taking')
  const order = answer?.type === 'ordering' ? answer.order : []
  const places = entries.map((_entry, at) => ({ value: String(at + 1), label: String(at + 1) }))
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-muted">{t('orderHint')}</p>
      {entries.map(({ id, text }, at) => (
        <div key={id} className="flex items-start gap-3">
          <input type="hidden" name={name(`parts.${at}.id`)} value={id} />
          <span className="w-32 shrink-0">
            <Select
              name={name(`parts.${at}.value`)}
              data-part={id}
              aria-label={t('place', { entry: plainWords(text) })}
              options={places}
              placeholder={t('noPlace')}
              defaultValue={order.includes(id) ? String(order.indexOf(id) + 1) : ''}
            />
          </span>
          <PartText source={text} lang={lang} dir={dir} className="grow pt-2" />
        </div>
      ))}
    </div>
  )
}

type Pairs = { entries: AskedOption[]; partners: AskedOption[] }

function Matching({ question: { answer }, entries, partners, name, lang, dir }: Named & Pairs) {
  const t = useTranslations('quizzes.taking')
  const matches = answer?.type === 'matching' ? answer.matches : {}
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{t('matchHint')}</p>
      <ChoiceLetters label={t('partners')} choices={partners} lang={lang} dir={dir} />
      {entries.map(({ id, text }, at) => (
        <div key={id} className="grid items-start gap-2 sm:grid-cols-2">
          <input type="hidden" name={name(`parts.${at}.id`)} value={id} />
          <PartText source={text} lang={lang} dir={dir} className="sm:pt-2" />
          <Select
            name={name(`parts.${at}.value`)}
            data-part={id}
            aria-label={t('matchOf', { entry: plainWords(text) })}
            options={letteredOptions(partners)}
            placeholder={t('choose')}
            defaultValue={matches[id] ?? ''}
            lang={lang}
          />
        </div>
      ))}
    </div>
  )
}

function Gaps({ question: { asked, answer }, name, lang, dir }: Named) {
  const t = useTranslations('quizzes.taking')
  const written = answer?.type === 'gaps' ? answer.gaps : {}
  const gaps = asked.type === 'gaps' ? asked.gaps : []
  return (
    <div className="grid max-w-2xl gap-3 sm:grid-cols-2">
      {gaps.map((gap, at) => {
        const field = {
          name: name(`parts.${at}.value`),
          'data-part': gap.id,
          defaultValue: written[gap.id] ?? '',
        }
        return (
          <div key={gap.id} className="flex flex-col gap-2">
            <label className="flex flex-col gap-1.5">
              <input type="hidden" name={name(`parts.${at}.id`)} value={gap.id} />
              <span className="text-sm text-muted">{t('gap', { number: at + 1 })}</span>
              {gap.kind === 'text' ? (
                <Input {...field} {...AS_WRITTEN} lang={lang} dir={dir} />
              ) : (
                <Select
                  {...field}
                  lang={lang}
                  options={letteredOptions(gap.options)}
                  placeholder={t('choose')}
                />
              )}
            </label>
            {gap.kind === 'text' ? null : (
              <ChoiceLetters
                label={t('choicesOfGap', { number: at + 1 })}
                choices={gap.options}
                lang={lang}
                dir={dir}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}
