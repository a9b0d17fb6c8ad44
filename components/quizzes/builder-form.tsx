'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useFormTexts } from '@/components/forms/form-texts-provider'
import { Button } from '@/components/ui/button'
import { showToast } from '@/components/ui/toast-store'
import { QUIZ_LIMITS } from '@/lib/quizzes/constants'
import { newPartId } from '@/lib/quizzes/part-ids'
import type { Question } from '@/lib/quizzes/schema/question'
import type { QuizDraft } from '@/lib/quizzes/schema/quiz'
import { cn } from '@/lib/utils/cn'
import { LineField, NumberField } from './builder-controls'
import type { BuilderTexts } from './builder-texts'
import { PartRows } from './part-rows'
import { putIntoBank, QuestionBank } from './question-bank'
import { QuestionFiles } from './question-files'
import { QuestionList } from './question-list'
import { QuizSaver, type Refusal, type SaveState } from './quiz-saver'
import { SettingsFields } from './settings-fields'
import { filled } from './taking-texts'

interface BuilderFormProps {
  lessonId: string
  shelf: string
  version: number
  draft: QuizDraft
  texts: BuilderTexts
}

/** Everything of a quiz that its author writes; saved as it goes. */
export function BuilderForm({ lessonId, shelf, version, draft: first, texts }: BuilderFormProps) {
  const router = useRouter()
  const [saver] = useState(
    () => new QuizSaver({ lessonId, shelf, refresh: () => router.refresh() }, version, first),
  )
  const { draft, state, refusal } = useSyncExternalStore(saver.subscribe, saver.current, saver.current)
  useEffect(() => saver.follow(), [saver])

  const setQuestions = (change: (questions: Question[]) => Question[]) =>
    saver.change((quiz) => ({ ...quiz, questions: change(quiz.questions) }))
  const addQuestions = (questions: Question[]) => setQuestions((list) => [...list, ...questions])
  const toBank = async (question: Question) => {
    const isThere = await putIntoBank(question)
    showToast(isThere ? texts.inBank : texts.readFailed, isThere ? 'success' : 'danger')
  }
  return (
    <div className="flex flex-col gap-8">
      <SaveLine state={state} refusal={refusal} saver={saver} texts={texts} />
      <Section title={texts.settings}>
        <SettingsFields
          settings={draft.settings}
          onChange={(settings) => saver.change((quiz) => ({ ...quiz, settings }))}
          texts={texts}
        />
      </Section>
      <Section title={texts.questions}>
        <QuestionList
          questions={draft.questions}
          onChange={setQuestions}
          onToBank={(question) => void toBank(question)}
          texts={texts}
        />
      </Section>
      <Section title={texts.draws}>
        <p className="mb-3 text-sm text-muted">{texts.drawsHint}</p>
        <PartRows
          parts={draft.draws}
          onChange={(draws) => saver.change((quiz) => ({ ...quiz, draws }))}
          least={0}
          make={() => ({ id: newPartId(), tag: texts.tag, count: 1, points: 1 })}
          addLabel={texts.addDraw}
          texts={texts}
        >
          {(draw, set) => (
            <div className="grid gap-3 sm:grid-cols-[1fr_8rem_8rem]">
              <LineField label={texts.tag} value={draw.tag} onChange={(tag) => set({ ...draw, tag })} />
              <NumberField
                label={texts.count}
                step={1}
                value={draw.count}
                onChange={(count) => set({ ...draw, count: count ?? 1 })}
              />
              <NumberField
                label={texts.points}
                value={draw.points}
                onChange={(points) => set({ ...draw, points: points ?? 1 })}
              />
            </div>
          )}
        </PartRows>
      </Section>
      <Folded title={texts.fromBank}>
        <QuestionBank onAdd={(question) => addQuestions([question])} texts={texts} />
      </Folded>
      <Folded title={`${texts.import} / ${texts.export}`}>
        <QuestionFiles
          lessonId={lessonId}
          room={QUIZ_LIMITS.questions - draft.questions.length}
          onAdd={addQuestions}
          texts={texts}
        />
      </Folded>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-4 text-lg font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="rounded-lg border border-line p-4">
      <summary className="min-h-8 font-medium">{title}</summary>
      <div className="mt-4">{children}</div>
    </details>
  )
}

interface SaveLineProps {
  state: SaveState
  refusal: Refusal | null
  saver: QuizSaver
  texts: BuilderTexts
}

/** How far saving has come, what does not fit and where, and the choice after a conflict. */
function SaveLine({ state, refusal, saver, texts }: SaveLineProps) {
  const { errors } = useFormTexts()
  const isTrouble = state === 'refused' || state === 'conflict'
  const faults = refusal === null ? [] : faultsOf(refusal, { texts, errors })
  return (
    <div className="sticky top-16 z-10 -mx-2 flex flex-wrap items-center gap-3 bg-surface/95 px-2 py-2">
      <p
        role="status"
        data-save-state={state}
        className={cn('text-sm', isTrouble ? 'text-danger' : 'text-muted')}
      >
        {texts[state]}
      </p>
      {state === 'offline' || state === 'refused' ? (
        <Button size="sm" onClick={() => void saver.save()}>
          {texts.retry}
        </Button>
      ) : null}
      {state === 'conflict' ? (
        <>
          <Button size="sm" variant="primary" onClick={() => void saver.keepMine()}>
            {texts.keepMine}
          </Button>
          <Button size="sm" onClick={saver.takeTheirs}>
            {texts.takeTheirs}
          </Button>
        </>
      ) : null}
      {faults.length === 0 ? null : (
        <ul className="w-full text-sm text-danger">
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

type Words = { texts: BuilderTexts; errors: Readonly<Record<string, string>> }

/** What does not fit, named by the question it stands in. */
function faultsOf({ reason, fields }: Refusal, { texts, errors }: Words): string[] {
  const sentence = (code: string) => errors[code] ?? errors['invalid'] ?? code
  if (reason.startsWith('course.')) return [texts.locked]
  const named = Object.entries(fields).map(([path, code]) => {
    const [, at] = /^draft\.questions\.(\d+)/.exec(path) ?? []
    return at === undefined
      ? filled(texts.settingsPlace, { fault: sentence(code) })
      : filled(texts.place, { number: Number(at) + 1, fault: sentence(code) })
  })
  return named.length === 0 ? [sentence(reason)] : [...new Set(named)]
}
