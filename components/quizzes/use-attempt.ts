'use client'

import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { forgetSent, keepUnsent, sendAnswer, unsentOf } from './unsent-answers'
import { QUESTION_ATTRIBUTE, questionBoxOf, readAnswer, settlePlaces, writeAnswer } from './answer-fields'
import type { Answer } from '@/lib/quizzes/schema/answer'

/** `waiting`: kept in this browser until the connection is back. */
export type AnswerState = 'blank' | 'saved' | 'saving' | 'waiting' | 'elsewhere' | 'refused' | 'incomplete'
export type AnswerStates = Readonly<Record<string, AnswerState>>
type Question = { id: string; sequence: number; isAnswered: boolean }

const PAUSE_MILLISECONDS = 700
const RETRY_MILLISECONDS = 8_000
/** The attempt is not under way any more: the page has to show what became of it. */
const OVER: readonly string[] = ['quiz.time_over', 'quiz.handed_in', 'not_found']

export interface Attempt {
  states: AnswerStates
  /** For what changes in the form; says what of it was meant by `event`. */
  onInput: (target: EventTarget | null, isCommitted: boolean) => void
  /** Sends all that is left; whether everything has arrived. */
  flush: () => Promise<boolean>
}

interface AttemptOptions {
  attemptId: string
  questions: readonly Question[]
  form: RefObject<HTMLFormElement | null>
  onOver: () => void
}

/** Saves each answer of an attempt as it is given, in order and one at a time, and knows how far each has come. */
export function useAttempt({ attemptId, questions, form, onOver }: AttemptOptions): Attempt {
  const [states, setStates] = useState<AnswerStates>(() =>
    Object.fromEntries(questions.map(({ id, isAnswered }) => [id, isAnswered ? 'saved' : 'blank'])),
  )
  const sequences = useRef(new Map(questions.map(({ id, sequence }) => [id, sequence])))
  const put = useCallback((id: string, state: AnswerState) => {
    setStates((before) => (before[id] === state ? before : { ...before, [id]: state }))
  }, [])
  const flush = useSending({ attemptId, sequences, put, onOver })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const onInput = (target: EventTarget | null, isCommitted: boolean) => {
    const box = questionBoxOf(target)
    const id = box?.getAttribute(QUESTION_ATTRIBUTE) ?? ''
    if (box === null || form.current === null) return
    if (box.dataset['type'] === 'ordering' && target instanceof HTMLSelectElement) settlePlaces(box, target)
    const answer = readAnswer(form.current, box)
    if (answer === null) return put(id, 'incomplete')
    const sequence = (sequences.current.get(id) ?? 0) + 1
    sequences.current.set(id, sequence)
    keepUnsent(attemptId, { questionId: id, sequence, answer })
    put(id, 'saving')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush(), isCommitted ? 0 : PAUSE_MILLISECONDS)
  }
  useKept({ attemptId, form, sequences, put, flush })
  return { states, onInput, flush }
}

type Put = (id: string, state: AnswerState) => void
interface SendingOptions {
  attemptId: string
  sequences: RefObject<Map<string, number>>
  put: Put
  onOver: () => void
}

function useSending({ attemptId, sequences, put, onOver }: SendingOptions): () => Promise<boolean> {
  const running = useRef<Promise<boolean> | null>(null)
  const over = useRef(onOver)
  useEffect(() => {
    over.current = onOver
  }, [onOver])

  const sendAll = useCallback(async (): Promise<boolean> => {
    for (let next = unsentOf(attemptId)[0]; next !== undefined; next = unsentOf(attemptId)[0]) {
      const { questionId } = next
      const sent = await sendAnswer(attemptId, next)
      if (!sent.isSent && sent.refusal === null) {
        for (const each of unsentOf(attemptId)) put(each.questionId, 'waiting')
        return false
      }
      forgetSent(attemptId, next)
      const isNewest = sequences.current.get(questionId) === next.sequence
      if (!sent.isSent) put(questionId, 'refused')
      else {
        // A later answer to it counts on from what the academy holds.
        sequences.current.set(questionId, Math.max(sent.sequence, sequences.current.get(questionId) ?? 0))
        if (isNewest) put(questionId, sent.isKept ? 'saved' : 'elsewhere')
      }
      if (!sent.isSent && OVER.includes(sent.refusal ?? '')) {
        over.current()
        return false
      }
    }
    return true
  }, [attemptId, put, sequences])

  return useCallback(async () => {
    // One at a time, so that they arrive in the order in which they were given.
    if (running.current !== null) {
      await running.current
      if (unsentOf(attemptId).length === 0) return true
    }
    running.current ??= sendAll().finally(() => {
      running.current = null
    })
    return running.current
  }, [attemptId, sendAll])
}

interface KeptOptions {
  attemptId: string
  form: RefObject<HTMLFormElement | null>
  sequences: RefObject<Map<string, number>>
  put: Put
  flush: () => Promise<boolean>
}

/** Takes up what did not arrive before: now, when the connection is back, every few seconds, and when the page is left. */
function useKept({ attemptId, form, sequences, put, flush }: KeptOptions): void {
  useEffect(() => {
    for (const { questionId, sequence, answer } of unsentOf(attemptId)) {
      sequences.current.set(questionId, Math.max(sequence, sequences.current.get(questionId) ?? 0))
      show(form.current, questionId, answer)
      put(questionId, 'waiting')
    }
    const flushAll = () => {
      if (unsentOf(attemptId).length > 0) void flush()
    }
    flushAll()
    const timer = setInterval(flushAll, RETRY_MILLISECONDS)
    window.addEventListener('online', flushAll)
    document.addEventListener('visibilitychange', flushAll)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', flushAll)
      document.removeEventListener('visibilitychange', flushAll)
    }
  }, [attemptId, form, sequences, put, flush])
}

function show(form: HTMLFormElement | null, questionId: string, answer: Answer): void {
  const box = form?.querySelector<HTMLElement>(`[${QUESTION_ATTRIBUTE}="${CSS.escape(questionId)}"]`)
  if (form && box) writeAnswer(form, box, answer)
}
