'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useFormTexts } from '@/components/forms/form-texts-provider'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { BankOriginal } from '@/lib/quizzes/bank-link'
import { QUIZ_LIMITS } from '@/lib/quizzes/constants'
import { newPartId } from '@/lib/quizzes/part-ids'
import type { Question } from '@/lib/quizzes/schema/question'
import type { Draw, QuizDraft } from '@/lib/quizzes/schema/quiz'
import { LineField, NeededNumber } from './builder-controls'
import type { BuilderTexts } from './builder-texts'
import { presentVersion, sendDraft } from './draft-keeper'
import { FaultPlace, FaultsProvider } from './faults'
import { PartRows } from './part-rows'
import { QuestionBank } from './question-bank'
import { QuestionFiles } from './question-files'
import { QuestionList } from './question-list'
import { SaveLine } from './save-line'
import { SettingsFields } from './settings-fields'
import { wordsOfRefusal } from './refusal-words'
import { useBankLinks } from './use-bank-links'
import { WorkSaver } from './work-saver'

interface BuilderFormProps {
  lessonId: string
  shelf: string
  version: number
  draft: QuizDraft
  /** The questions of the author's bank that some of the quiz came from, as they are there now. */
  originals: readonly BankOriginal[]
  /** The bank holds something else for the draws than learners get. */
  areDrawsNewer: boolean
  texts: BuilderTexts
}

/** Everything of a quiz that its author writes; saved as it goes. */
export function BuilderForm(props: BuilderFormProps) {
  const { lessonId, shelf, version, draft: first, originals, areDrawsNewer, texts } = props
  const router = useRouter()
  const [saver] = useState(
    () => new WorkSaver({ ...doorOf(lessonId), shelf, refresh: () => router.refresh() }, version, first),
  )
  const { draft, state, refusal } = useSyncExternalStore(saver.subscribe, saver.current, saver.current)
  useEffect(() => saver.follow(), [saver])
  const [openId, setOpenId] = useState<string | null>(null)
  const { errors } = useFormTexts()
  const { faults, general } = wordsOfRefusal(refusal, { texts, errors })

  const goTo = (at: number) => {
    const id = draft.questions[at]?.id ?? null
    flushSync(() => setOpenId(id))
    document.querySelector<HTMLElement>(`#edited-${id} :is([aria-invalid="true"], [data-fault])`)?.focus()
  }
  const setQuestions = (change: (questions: Question[]) => Question[]) =>
    saver.change((quiz) => ({ ...quiz, questions: change(quiz.questions) }))
  const addQuestions = (questions: Question[]) => setQuestions((list) => [...list, ...questions])
  const bank = useBankLinks({
    originals,
    texts,
    onChange: (id, change) =>
      setQuestions((list) => list.map((each) => (each.id === id ? change(each) : each))),
  })
  return (
    <FaultsProvider faults={faults} place="draft">
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
            bank={bank}
            texts={texts}
          />
        </Section>
        <Section title={texts.draws}>
          <p className="mb-3 text-sm text-muted">{texts.drawsHint}</p>
          {areDrawsNewer && state === 'saved' ? (
            <Notice
              tone="accent"
              className="mb-3"
              action={
                <Button size="sm" onClick={() => saver.change((quiz) => ({ ...quiz }))}>
                  {texts.drawsTake}
                </Button>
              }
            >
              {texts.drawsNewer}
            </Notice>
          ) : null}
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
            address={`/api/authoring/lessons/${lessonId}/quiz`}
            room={QUIZ_LIMITS.questions - draft.questions.length}
            onAdd={(questions) => Promise.resolve(addQuestions(questions)).then(() => null)}
            texts={texts}
          />
        </Folded>
      </div>
    </FaultsProvider>
  )
}

/** The way to the quiz of a lesson. */
function doorOf(lessonId: string) {
  const address = `/api/authoring/lessons/${lessonId}/quiz`
  return {
    send: (version: number, draft: QuizDraft) => sendDraft('PUT', address, { version, draft }),
    presentVersion: () => presentVersion(address),
  }
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
