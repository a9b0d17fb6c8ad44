'use client'

import { useId, useState, type ComponentProps, type FocusEvent } from 'react'
import { Input } from '@/components/ui/input'
import { readNumber } from '@/lib/quizzes/scoring/number'

interface NumberInputProps extends ComponentProps<typeof Input> {
  /** What is said of a text in which no number can be read. */
  unreadText: string
  /** Stands behind the field, in its own language. */
  unit: string | null
  unitLang: string | undefined
}

/** What scoring could read no number in is said once the field is left. It is kept all the same. */
export function NumberInput({ unreadText, unit, unitLang, ...props }: NumberInputProps) {
  const hintId = useId()
  const [isUnread, setIsUnread] = useState(false)
  const onBlur = ({ target: { value } }: FocusEvent<HTMLInputElement>) =>
    setIsUnread(value.trim() !== '' && readNumber(value).length === 0)
  return (
    <>
      <span className="flex items-center gap-2">
        <Input {...props} onBlur={onBlur} aria-describedby={hintId} />
        {unit === null ? null : <span lang={unitLang}>{unit}</span>}
      </span>
      <span id={hintId} role="status" className="text-sm text-warning empty:hidden">
        {isUnread ? unreadText : null}
      </span>
    </>
  )
}
