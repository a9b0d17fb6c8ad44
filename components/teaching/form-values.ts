type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** The controls of a form that hold a value of their own under a name. */
function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.querySelectorAll<Control>('input[name], select[name], textarea[name]')].filter(
    ({ type, name }) => type !== 'hidden' && type !== 'file' && !name.startsWith('$'),
  )
}

/** What stands in a form, by name: a box that is not ticked is `off`. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {}
  for (const control of controlsOf(form)) {
    if (control instanceof HTMLInputElement && control.type === 'checkbox')
      values[control.name] = control.checked ? 'on' : 'off'
    else if (control instanceof HTMLInputElement && control.type === 'radio') {
      if (control.checked) values[control.name] = control.value
    } else values[control.name] = control.value
  }
  return values
}

/** What a person reads where a control holds this value: of a choice, its words. */
export function wordsOf(form: HTMLFormElement, name: string, value: string): string {
  const control = controlsOf(form).find((each) => each.name === name)
  if (!(control instanceof HTMLSelectElement)) return value
  return [...control.options].find((option) => option.value === value)?.text ?? value
}

/** Puts a value into its control, and tells whoever listens to it. */
export function putValue(form: HTMLFormElement, name: string, value: string): void {
  for (const control of controlsOf(form).filter((each) => each.name === name)) {
    if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')) {
      const isChecked = control.type === 'checkbox' ? value === 'on' : control.value === value
      if (control.checked === isChecked) continue
      control.checked = isChecked
    } else {
      if (control.value === value) continue
      control.value = value
    }
    control.dispatchEvent(new Event('input', { bubbles: true }))
    control.dispatchEvent(new Event('change', { bubbles: true }))
  }
}
