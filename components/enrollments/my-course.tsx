'use client'

import type { ReactNode } from 'react'
import { useMe, type Me } from '@/components/layout/me'
import { LinkButton } from '@/components/ui/link-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { cn } from '@/lib/utils/cn'

export interface MyCourseWords {
  start: string
  continue: string
  /** The way to a course that has been completed, or that has not begun. */
  open: string
  completed: string
  certificate: string
  /** With `{percent}` in it. */
  progress: string
  progressLabel: string
  teaching: string
  seeAsLearner: string
  /** With `{percent}` in it. */
  leftKept: string
  leftErased: string
  /** Null once the course has begun. */
  upcoming: string | null
}

interface MyCourseProps {
  courseId: string
  /** Where the course is learned. */
  href: string
  words: MyCourseWords
  /** For who left and may come back; null where enrolment is not open. */
  comeBack: ReactNode
  /** What everybody may do: shown to visitors, and without scripts. */
  children: ReactNode
}

type Standing = NonNullable<Me['course']>

/** Without scripts nothing would come, so the form is there at once. */
const UNTIL_KNOWN = 'in-data-signed-in:[@media(scripting:enabled)]:invisible'

/**
 * The viewer's own state in a course, put into a page that is the same for everybody. Who is signed in sees an empty
 * place of the same size until it is known, never “enrol” where they are enrolled already.
 */
export function MyCourse({ courseId, href, words, comeBack, children }: MyCourseProps) {
  const me = useMe({ courseId })
  const mine = me?.course
  const place = (content: ReactNode, className?: string) => (
    <div className={cn('flex min-h-30 flex-col gap-3', className)}>{content}</div>
  )
  if (mine?.isLearning) return place(<Learning mine={mine} href={href} words={words} />)
  if (mine?.isTeaching)
    return place(
      <>
        <p className="text-sm">{words.teaching}</p>
        <LinkButton href={href} prefetch={false} size="lg" className="w-full">
          {words.seeAsLearner}
        </LinkButton>
      </>,
    )
  if (mine?.hasLeft && comeBack !== null)
    return place(
      <>
        <p className="text-sm">{mine.progress > 0 ? withPercent(words.leftKept, mine) : words.leftErased}</p>
        {comeBack}
      </>,
    )
  return place(children, me === null ? UNTIL_KNOWN : undefined)
}

function Learning({ mine, href, words }: { mine: Standing; href: string; words: MyCourseWords }) {
  const { isCompleted, certificateSerial, progress } = mine
  const goOn = progress > 0 ? words.continue : words.start
  return (
    <>
      <div className="text-sm">
        <p className="mb-1.5">
          {isCompleted ? words.completed : (words.upcoming ?? withPercent(words.progress, mine))}
        </p>
        <ProgressBar percent={progress} label={words.progressLabel} />
      </div>
      {isCompleted && certificateSerial !== null ? (
        <LinkButton
          href={`/certificates/${certificateSerial}`}
          prefetch={false}
          variant="primary"
          size="lg"
          className="w-full"
        >
          {words.certificate}
        </LinkButton>
      ) : null}
      <LinkButton
        href={href}
        prefetch={false}
        variant={isCompleted && certificateSerial !== null ? 'secondary' : 'primary'}
        size="lg"
        className="w-full"
      >
        {isCompleted || words.upcoming !== null ? words.open : goOn}
      </LinkButton>
    </>
  )
}

function withPercent(words: string, { progress }: Standing): string {
  return words.replace('{percent}', String(progress))
}
