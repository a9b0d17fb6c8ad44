'use client'

import { useEffect, useRef, useState } from 'react'
import type { Person } from '@/lib/accounts/password-rules'
import { cn } from '@/lib/utils/cn'

export interface StrengthTexts {
  label: string
  none: string
  weak: string
  fair: string
  good: string
  strong: string
}

type Judge = (password: string, person: Person) => number

const LEVELS = [
  { text: 'weak', bars: 1, colour: 'bg-danger' },
  { text: 'weak', bars: 1, colour: 'bg-danger' },
  { text: 'fair', bars: 2, colour: 'bg-warning' },
  { text: 'good', bars: 3, colour: 'bg-success' },
  { text: 'strong', bars: 4, colour: 'bg-success' },
] as const

interface StrengthMeterProps {
  password: string
  texts: StrengthTexts
}

/** How long a password would stand against guessing, in four steps and a word. It advises; the rules decide. */
export function StrengthMeter({ password, texts }: StrengthMeterProps) {
  const box = useRef<HTMLDivElement>(null)
  const judge = useJudge()
  const [person, setPerson] = useState<Person>({})

  useEffect(() => {
    const form = box.current?.closest('form')
    const read = () => setPerson(form ? personIn(form) : {})
    read()
    form?.addEventListener('change', read)
    return () => form?.removeEventListener('change', read)
  }, [])

  const score = judge && password !== '' ? judge(password, person) : undefined
  const level = score === undefined ? undefined : LEVELS[score]
  return (
    <div ref={box} className="mt-2 flex flex-col gap-1.5">
      <div aria-hidden="true" className="grid grid-cols-4 gap-1">
        {[1, 2, 3, 4].map((bar) => (
          <span
            key={bar}
            className={cn(
              'h-1.5 rounded-full transition-colors',
              level && bar <= level.bars ? level.colour : 'bg-line',
            )}
          />
        ))}
      </div>
      <p role="status" aria-label={texts.label} className="text-sm text-muted">
        {level ? texts[level.text] : texts.none}
      </p>
    </div>
  )
}

/** The names beside the password: whoever attacks a person tries them first. */
function personIn(form: HTMLFormElement): Person {
  const values = new FormData(form)
  const textOf = (name: string) => {
    const value = values.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { fullName: textOf('fullName'), username: textOf('username'), email: textOf('email') }
}

function useJudge(): Judge | undefined {
  const [judge, setJudge] = useState<Judge>()
  useEffect(() => {
    let isWanted = true
    void import('./password-judge').then((module) => {
      if (isWanted) setJudge(() => module.judgePassword)
    })
    return () => {
      isWanted = false
    }
  }, [])
  return judge
}
