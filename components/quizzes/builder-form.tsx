'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useFormTexts } from '@/components/forms/form-texts-provider'
import { showToast } from '@/components/ui/toast-store'
import { QUIZ_LIMITS } from '@/lib/quizzes/constants'
import { newPartId } from '@/lib/quizzes/part-ids'
import type { Question } from '@/lib/quizzes/schema/question'
import type { Draw, QuizDraft } from '@/lib/quizzes/schema/quiz'
import { LineField, NeededNumber } from './builder-controls'
import type { BuilderTexts } from './builder-texts'
import { FaultPlace, FaultsProvider, type Faults } from './faults'
import { PartRows } from './part-rows'
import { putIntoBank, QuestionBank } from './question-bank'
import { QuestionFiles } from './question-files'
import { QuestionList } from './question-list'
import { QuizSaver, type Refusal } from './quiz-saver'
import { SaveLine } from './save-line'
import { SettingsFields } from './settings-fields'

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
  const [openId, setOpenId] = useState<string | null>(null)
  const { errors } = useFormTexts()
  const { faults, general } = wordsOf(refusal, { texts, errors })

  const goTo = (at: number) => {
    const id = draft.questions[at]?.id ?? null
    flushSync(() => setOpenId(id))
    document.querySelector<HTMLElement>(`#edited-${id} :is([aria-invalid="true"], [data-fault])`)?.focus()
  }
  const setQuestions = (change: (questions: Question[]) => Question[]) =>
    saver.change((quiz) => ({ ...quiz, questions: change(quiz.questions) }))
  const addQuestions = (questions: Question[]) => setQuestions((list) => [...list, ...questions])
  const toBank = async (question: Question) => {
    const isThere = await putIntoBank(question)
    showToast(isThere ? texts.inBank : texts.readFailed, isThere ? 'success' : 'danger')
  }
  return (
    <FaultsProvider faults={faults}>
      <div id="quiz-builder" className="flex flex-col gap-8">
        <SaveLine {...{ state, faults, saver, texts }} refusal={general} onGoTo={goTo} />
        <Section title={texts.settings}>
          <FaultPlace at="settings">
            <SettingsFields
              settings={draft.settings}
              onChange={(settings) => saver.change((quiz) => ({ ...quiz, settings }))}
              texts={texts}
            />
          </FaultPlace>
        </Section>
        <Section title={texts.questions}>
          <QuestionList
            openId={openId}
            onOpen={setOpenId}
            faults={faults}
            questions={draft.questions}
            onChange={setQuestions}
            onToBank={(question) => void toBank(question)}
            texts={texts}
          />
        </Section>
        <Section title={texts.draws}>
          <p className="mb-3 text-sm text-muted">{texts.drawsHint}</p>
          <Draws
            draws={draft.draws}
            onChange={(draws) => saver.change((quiz) => ({ ...quiz, draws }))}
            texts={texts}
          />
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
    </FaultsProvider>
  )
}

interface DrawsProps {
  draws: Draw[]
  onChange: (draws: Draw[]) => void
  texts: BuilderTexts
}

function Draws({ draws, onChange, texts }: DrawsProps) {
  return (
    <PartRows
      name="draws"
      parts={draws}
      onChange={onChange}
      least={0}
      make={() => ({ id: newPartId(), tag: texts.tag, count: 1, points: 1 })}
      partLabel={texts.draw}
      addLabel={texts.addDraw}
      texts={texts}
    >
      {(draw, set) => (
        <div className="grid gap-3 sm:grid-cols-[1fr_8rem_8rem]">
          <LineField
            name="tag"
            label={texts.tag}
            value={draw.tag}
            onChange={(tag) => set({ ...draw, tag })}
          />
          <NeededNumber
            name="count"
            label={texts.count}
            step={1}
            value={draw.count}
            onChange={(count) => set({ ...draw, count })}
          />
          <NeededNumber
            name="points"
            label={texts.points}
            value={draw.points}
            onChange={(points) => set({ ...draw, points })}
          />
        </div>
      )}
    </PartRows>
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

type Words = { texts: BuilderTexts; errors: Readonly<Record<string, string>> }

/** A refusal as sentences: those of fields by their paths, and one of its own where it stands in none. */
function wordsOf(
  refusal: Refusal | null,
  { texts, errors }: Words,
): { faults: Faults; general: string | null } {
  if (refusal === null) return { faults: NONE, general: null }
  const sentence = (code: string) => errors[code] ?? errors['invalid'] ?? code
  if (refusal.reason.startsWith('course.')) return { faults: NONE, general: texts.locked }
  const faults = Object.fromEntries(
    Object.entries(refusal.fields).map(([path, code]) => [path, sentence(code)]),
  )
  return { faults, general: Object.keys(faults).length === 0 ? sentence(refusal.reason) : null }
}

const NONE: Faults = {}
