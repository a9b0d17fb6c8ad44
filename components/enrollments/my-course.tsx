'use client'

import type { ReactNode } from 'react'
import { useMe } from '@/components/layout/me'
import { LinkButton } from '@/components/ui/link-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { cn } from '@/lib/utils/cn'

interface MyCourseProps {
  courseId: string
  /** Where the course is learned. */
  href: string
  words: Record<'continue' | 'completed' | 'progress' | 'progressLabel', string>
  /** What everybody may do: shown to visitors, and without scripts. */
  children: ReactNode
}

/** Without scripts nothing would come, so the form is there at once. */
const UNTIL_KNOWN = 'in-data-signed-in:[@media(scripting:enabled)]:invisible'

/**
 * The viewer's own state in a course, put into a page that is the same for everybody. Who is signed in sees an empty
 * place of the same size until it is known, never “enrol” where they are enrolled already.
 */
export function MyCourse({ courseId, href, words, children }: MyCourseProps) {
  const me = useMe({ courseId })
  const mine = me?.course
  if (!mine?.isLearning) {
    return <div className={cn('flex min-h-27 flex-col gap-3', me === null && UNTIL_KNOWN)}>{children}</div>
  }
  return (
    <div className="flex min-h-27 flex-col gap-3">
      <div className="text-sm">
        <p className="mb-1.5">
          {mine.isCompleted ? words.completed : words.progress.replace('{percent}', String(mine.progress))}
        </p>
        <ProgressBar percent={mine.progress} label={words.progressLabel} />
      </div>
      <LinkButton href={href} prefetch={false} variant="primary" size="lg" className="w-full">
        {words.continue}
      </LinkButton>
    </div>
  )
}
