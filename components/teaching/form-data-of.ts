type Fields = { [name: string]: string | number | Fields }

/** Fields as a form sends them; those of an object by their paths. */
export function formDataOf(fields: Fields): FormData {
  const data = new FormData()
  const add = (name: string, value: string | number | Fields): void => {
    if (typeof value === 'object') {
      for (const [part, inner] of Object.entries(value)) add(`${name}.${part}`, inner)
    } else data.set(name, String(value))
  }
  for (const [name, value] of Object.entries(fields)) add(name, value)
  return data
}
