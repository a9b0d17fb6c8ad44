import { applyEdit } from '@/components/editor/apply-edit'

/** The prompt's field of a question: gaps are put into its text as if they had been typed. */
export function promptIdOf({ id }: { id: string }): string {
  return `prompt-${id}`
}

function promptField(question: { id: string }): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>(`#${promptIdOf(question)}`)
}

/** Puts a word where the text was last worked on, else at its end; gives the whole text. */
export function typeIntoPrompt(question: { id: string; prompt: string }, word: string): string {
  const field = promptField(question)
  if (field === null) return `${question.prompt} ${word}`
  // A field that nobody has been in says that its mark is at the beginning.
  const at = field.selectionEnd === 0 ? field.value.length : field.selectionEnd
  const space = at === 0 || /\s/.test(field.value[at - 1] ?? '') ? '' : ' '
  const end = at + space.length + word.length
  applyEdit(field, { from: at, to: at, text: space + word, select: [end, end] })
  return field.value
}

/** Takes a word out of the text again; gives the whole text. */
export function takeFromPrompt(question: { id: string; prompt: string }, word: string): string {
  const field = promptField(question)
  const at = field?.value.indexOf(word) ?? -1
  if (field === null || at < 0) return question.prompt.replace(word, '').trim()
  applyEdit(field, { from: at, to: at + word.length, text: '', select: [at, at] })
  return field.value
}
