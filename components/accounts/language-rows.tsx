'use client'

import { useState } from 'react'
import { FieldErrorText } from '@/components/forms/field'
import { tiesOf, useField, useFormState } from '@/components/forms/form-context'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Select, type Option } from '@/components/ui/select'

interface LanguageRowsProps {
  /** The list's path in the schema: of codes, or with `levels` of `{ language, level }`. */
  name: string
  legend: string
  languages: readonly Option[]
  levels?: readonly Option[]
  max: number
  texts: { language: string; level: string; none: string; add: string; row: string }
}

/**
 * A short list of languages. One spare row is always there, so that a page without scripts can add one at a time; rows
 * left at "no language" are dropped by the schema.
 */
export function LanguageRows({ name, legend, languages, levels, max, texts }: LanguageRowsProps) {
  const field = useField(name)
  const rows = useInitialRows(name, levels !== undefined)
  const [shown, setShown] = useState(rows.length + 1)
  const count = Math.min(Math.max(rows.length + 1, shown), max)

  return (
    <fieldset className="flex flex-col gap-2" {...tiesOf(field, false)} aria-invalid={undefined}>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      {Array.from({ length: count }, (_, index) => {
        const label = texts.row.replace('{label}', texts.language).replace('{number}', String(index + 1))
        const level = texts.row.replace('{label}', texts.level).replace('{number}', String(index + 1))
        return (
          <div key={index} className="flex gap-2">
            <div className="min-w-0 grow">
              <Select
                id={index === 0 ? field.id : undefined}
                name={levels ? `${name}.${index}.language` : name}
                aria-label={label}
                options={languages}
                placeholder={texts.none}
                defaultValue={rows[index]?.language ?? ''}
              />
            </div>
            {levels ? (
              <div className="w-40 shrink-0">
                <Select
                  name={`${name}.${index}.level`}
                  aria-label={level}
                  options={levels}
                  defaultValue={rows[index]?.level ?? levels[0]?.value}
                />
              </div>
            ) : null}
          </div>
        )
      })}
      {count < max ? (
        <Button
          variant="quiet"
          size="sm"
          className="-ml-3 needs-script self-start"
          onClick={() => setShown(count + 1)}
        >
          <Icon name="plus" size="sm" />
          {texts.add}
        </Button>
      ) : null}
      <FieldErrorText field={field} />
    </fieldset>
  )
}

type Row = { language: string; level?: string }

/** From the defaults, or from what was typed when a page without scripts comes back. */
function useInitialRows(name: string, hasLevels: boolean): Row[] {
  const { initialValueOf } = useFormState()
  if (!hasLevels) {
    const codes = initialValueOf(name)?.split('\n') ?? []
    return codes.filter(Boolean).map((language) => ({ language }))
  }
  const rows: Row[] = []
  for (let index = 0; initialValueOf(`${name}.${index}.language`); index += 1) {
    rows.push({
      language: initialValueOf(`${name}.${index}.language`) ?? '',
      level: initialValueOf(`${name}.${index}.level`),
    })
  }
  return rows
}
