'use client'

import { useRouter } from 'next/navigation'
import { useMemo, useState, type ReactNode, type SubmitEvent } from 'react'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Dialog, DialogButton, DialogClose, dialogOf } from '@/components/ui/dialog'
import { useActionForm } from '@/lib/platform/forms/use-action-form'
import { takeQuizAction } from '@/lib/progress/actions'
import { GRACE_SECONDS } from '@/lib/quizzes/constants'
import { AttemptContext, useAttemptShown } from './attempt-context'
import { AttemptTimer } from './attempt-timer'
import { QuestionNav } from './question-nav'
import { filled, type TakingTexts } from './taking-texts'
import { useAttempt } from './use-attempt'

interface AttemptFormProps {
  lessonId: string
  attemptId: string
  questions: readonly { id: string; sequence: number; isAnswered: boolean }[]
  /** Milliseconds left by the server's clock when it made the page; null without a limit. */
  leftAtFirst: number | null
  texts: TakingTexts
  /** The fields of the questions. */
  children: ReactNode
}

const DIALOG = 'hand-in'

/**
 * An attempt under way. Without scripts it is a plain form that is kept or handed in whole; with them each answer is
 * saved as it is given, and handing in sends no more than that it is done.
 */
export function AttemptForm(props: AttemptFormProps) {
  const { lessonId, attemptId, questions, leftAtFirst, texts, children } = props
  const router = useRouter()
  const { formProps, failure, isHydrated } = useActionForm({
    action: takeQuizAction,
    unreachable: texts.offline,
  })
  const { states, onInput, flush } = useAttempt({
    ...{ attemptId, questions, form: formProps.ref },
    onOver: () => router.refresh(),
  })
  const handIn = useHandIn({ lessonId, attemptId, flush, texts })
  const shown = useMemo(() => ({ states, isHydrated, texts }), [states, isHydrated, texts])
  const ids = questions.map(({ id }) => id)
  const missing = ids.flatMap((id, index) => ((states[id] ?? 'blank') === 'blank' ? [index + 1] : []))

  const onTimeOver = () => {
    void flush()
    // The house takes what is on its way for so long, then it finishes the attempt.
    setTimeout(() => router.refresh(), (GRACE_SECONDS + 1) * 1_000)
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { submitter } = event.nativeEvent
    if (submitter instanceof HTMLButtonElement && submitter.value === 'handIn') void handIn.run()
    else void flush()
  }
  const message = handIn.message ?? failure?.message

  return (
    <AttemptContext value={shown}>
      <div className="sticky top-16 z-10 -mx-2 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 bg-surface/95 px-2 py-2">
        {leftAtFirst === null ? null : (
          <AttemptTimer leftAtFirst={leftAtFirst} texts={texts} onOver={onTimeOver} />
        )}
        <SavedLine />
      </div>
      <QuestionNav ids={ids} />
      <form
        {...formProps}
        onSubmit={onSubmit}
        onInput={(event) => onInput(event.target, isChoice(event.target))}
        className="mt-6 flex flex-col gap-8"
      >
        <input type="hidden" name="lessonId" value={lessonId} />
        <input type="hidden" name="attemptId" value={attemptId} />
        {children}
        {message ? (
          <p role="alert" tabIndex={-1} data-form-error="" className="text-danger">
            {message}
          </p>
        ) : null}
        <div className="flex flex-wrap gap-3">
          {isHydrated ? null : (
            <Button type="submit" name="act" value="save" size="lg">
              {texts.saveAll}
            </Button>
          )}
          <DialogButton dialog={DIALOG} className={buttonClass({ variant: 'primary', size: 'lg' })}>
            {texts.handIn}
          </DialogButton>
        </div>
        <Dialog id={DIALOG} role="alertdialog" title={texts.handInTitle} description={texts.handInText}>
          {isHydrated && missing.length > 0 ? (
            <p>{filled(texts.missing, { count: missing.length, numbers: missing.join(', ') })}</p>
          ) : null}
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose dialog={DIALOG}>{texts.keepOn}</DialogClose>
            <Button type="submit" name="act" value="handIn" variant="primary" isPending={handIn.isPending}>
              {texts.handInConfirm}
            </Button>
          </div>
        </Dialog>
      </form>
    </AttemptContext>
  )
}

/** Whether everything has arrived, said whenever that changes. */
function SavedLine() {
  const { states, isHydrated, texts } = useAttemptShown()
  const waiting = Object.values(states).filter((state) => state === 'waiting').length
  const words = waiting > 0 ? filled(texts.someWaiting, { count: waiting }) : texts.allSaved
  return (
    <p role="status" className="text-sm text-muted">
      {isHydrated ? words : null}
    </p>
  )
}

function isChoice(target: EventTarget): boolean {
  return target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== 'text')
}

interface HandInOptions {
  lessonId: string
  attemptId: string
  flush: () => Promise<boolean>
  texts: TakingTexts
}

/** Sends what is left, then says that it is done; where something did not arrive, nothing is handed in. */
function useHandIn({ lessonId, attemptId, flush, texts }: HandInOptions) {
  const [isPending, setPending] = useState(false)
  const [message, setMessage] = useState<string | null>(null)
  const run = async () => {
    setPending(true)
    setMessage(null)
    const refusal = await refusalOf()
    setPending(false)
    dialogOf(DIALOG)?.close()
    setMessage(refusal)
  }
  const refusalOf = async (): Promise<string | null> => {
    if (!(await flush())) return texts.offline
    const fields = new FormData()
    for (const [name, value] of Object.entries({ lessonId, attemptId, act: 'handIn' }))
      fields.set(name, value)
    try {
      const answer = await takeQuizAction(null, fields)
      return answer.ok ? null : answer.error.message
    } catch {
      return texts.offline
    }
  }
  return { run, isPending, message }
}
