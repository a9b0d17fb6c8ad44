import type { AskedOption } from '@/lib/quizzes/dto'
import { needsShowing, plainWords } from '@/lib/quizzes/plain-words'
import { PartText } from './part-text'

interface ChoiceLettersProps {
  label: string
  choices: readonly AskedOption[]
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/**
 * Choices as they look, each behind the letter that a list of words names it by. Only where one is a picture or a formula:
 * the rows of such a list hold nothing but words.
 */
export function ChoiceLetters({ label, choices, lang, dir }: ChoiceLettersProps) {
  if (!areLettered(choices)) return null
  return (
    <ul aria-label={label} className="grid gap-2 rounded-md border border-line p-3 sm:grid-cols-2">
      {choices.map(({ id, text }, at) => (
        <li key={id} className="flex min-w-0 items-start gap-2">
          <span className="font-semibold">{letterOf(at)}</span>
          <PartText source={text} lang={lang} dir={dir} />
        </li>
      ))}
    </ul>
  )
}

/** The same choices as rows of a list. */
export function letteredOptions(choices: readonly AskedOption[]): { value: string; label: string }[] {
  const isLettered = areLettered(choices)
  return choices.map(({ id, text }, at) => {
    const words = plainWords(text)
    return { value: id, label: isLettered ? `${letterOf(at)}. ${words}` : words }
  })
}

function areLettered(choices: readonly AskedOption[]): boolean {
  return choices.some(({ text }) => needsShowing(text))
}

/** A to Z, then AA: a matching may have forty partners. */
function letterOf(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : letterOf(Math.floor(at / 26) - 1) + letter
}
