'use client'

import { useEffect, useRef, useState } from 'react'
import { TextField } from '@/components/forms/text-field'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { SLUG_PATTERN } from '@/lib/utils/slug'

interface SlugFieldProps {
  courseId: string
  texts: Record<string, string>
}

const PAUSE_MS = 400

/** The address of a course, with a word on whether it is free while one types it. */
export function SlugField({ courseId, texts }: SlugFieldProps) {
  const place = useRef<HTMLDivElement>(null)
  const [isFree, setIsFree] = useState<boolean | null>(null)

  useEffect(() => {
    const field = place.current?.querySelector('input')
    if (!field) return
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (slug: string) => {
      const query = new URLSearchParams({ slug, courseId })
      const answer = await fetch(`/api/authoring/slug?${query}`, { signal: leaving.signal }).catch(() => null)
      if (answer?.ok !== true || field.value.trim() !== slug) return
      setIsFree(((await answer.json()) as { isFree: boolean }).isFree)
    }
    const later = () => {
      clearTimeout(timer)
      setIsFree(null)
      const slug = field.value.trim()
      if (SLUG_PATTERN.test(slug)) timer = setTimeout(() => void ask(slug), PAUSE_MS)
    }
    field.addEventListener('input', later, { signal: leaving.signal })
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [courseId])

  return (
    <div ref={place}>
      <TextField
        name="slug"
        label={texts['slug'] ?? ''}
        hint={texts['slugHint']}
        maxLength={COURSE_LIMITS.slugLength}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <p
        role="status"
        className={isFree === false ? 'mt-1 text-sm text-danger' : 'mt-1 text-sm text-success'}
      >
        {isFree === null ? null : isFree ? texts['slugFree'] : texts['slugTaken']}
      </p>
    </div>
  )
}
