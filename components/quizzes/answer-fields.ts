import { answerOfFields } from '@/lib/quizzes/answer-of-fields'
import type { QuestionType } from '@/lib/quizzes/constants'
import type { Answer } from '@/lib/quizzes/schema/answer'

/** Marks the fields of one question; its place in the form is what their names begin with. */
export const QUESTION_ATTRIBUTE = 'data-question'

export function questionBoxOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(`[${QUESTION_ATTRIBUTE}]`) : null
}

/** What the fields of a question say now; null where they make no answer yet. */
export function readAnswer(form: HTMLFormElement, box: HTMLElement): Answer | null {
  const fields = new FormData(form)
  const name = (field: string) => `answers.${box.dataset['index'] ?? ''}.${field}`
  const one = (field: string) => String(fields.get(name(field)) ?? '')
  const parts: { id: string; value: string }[] = []
  while (fields.has(name(`parts.${parts.length}.id`)))
    parts.push({ id: one(`parts.${parts.length}.id`), value: one(`parts.${parts.length}.value`) })
  return answerOfFields({
    type: box.dataset['type'] as QuestionType,
    option: one('option'),
    options: fields.getAll(name('options')).map(String).filter(Boolean),
    value: one('value'),
    text: one('text'),
    parts,
  })
}

/** Writes an answer into the fields: one that this browser kept when the page was closed. */
export function writeAnswer(form: HTMLFormElement, box: HTMLElement, answer: Answer): void {
  const name = (field: string) => `answers.${box.dataset['index'] ?? ''}.${field}`
  const controls = [...box.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')]
  for (const control of controls) {
    if (control.name === name('option'))
      check(control, answer.type === 'single' && answer.option === control.value)
    if (control.name === name('options'))
      check(control, answer.type === 'multiple' && answer.options.includes(control.value))
    if (control.name === name('value'))
      check(control, answer.type === 'trueFalse' && String(answer.value) === control.value)
    if (control.name === name('text') && 'text' in answer) control.value = answer.text
    if (control.name.endsWith('.value') && control.name.startsWith(name('parts.')))
      control.value = partOf(answer, control.dataset['part'] ?? '')
  }
}

function check(control: HTMLInputElement | HTMLSelectElement, isChecked: boolean): void {
  if (control instanceof HTMLInputElement) control.checked = isChecked
}

function partOf(answer: Answer, id: string): string {
  if (answer.type === 'ordering') return answer.order.includes(id) ? String(answer.order.indexOf(id) + 1) : ''
  if (answer.type === 'matching') return answer.matches[id] ?? ''
  return answer.type === 'gaps' ? (answer.gaps[id] ?? '') : ''
}

/**
 * Two entries never keep one place: who takes a place gives theirs to whoever had it. The first choice gives all others
 * the places in which they stand.
 */
export function settlePlaces(box: HTMLElement, changed: HTMLSelectElement): void {
  const selects = [...box.querySelectorAll<HTMLSelectElement>('select[data-part]')]
  const places = selects.map((_select, index) => String(index + 1))
  const others = selects.filter((select) => select !== changed)
  if (changed.value === '') return
  const free = places.filter((place) => place !== changed.value)
  const taken = new Set<string>()
  for (const select of others) {
    if (!free.includes(select.value) || taken.has(select.value)) select.value = ''
    else taken.add(select.value)
  }
  const left = free.filter((place) => !taken.has(place))
  for (const select of others) if (select.value === '') select.value = left.shift() ?? ''
}
