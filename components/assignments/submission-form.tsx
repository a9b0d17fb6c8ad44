'use client'

import { useId, useRef, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Dialog, DialogButton, DialogClose, dialogOf } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { ASSIGNMENT_LIMITS, type SubmissionType } from '@/lib/assignments/constants'
import type { SubmittedFile } from '@/lib/assignments/dto'
import { useActionForm } from '@/lib/platform/forms/use-action-form'
import { handInAction } from '@/lib/progress/actions/assignments'
import { filled, type DraftTexts } from './draft-texts'
import { FileList } from './file-list'
import { useDraft, type Draft } from './use-draft'
import type { UnsentDraft } from './unsent-draft'

interface SubmissionFormProps {
  lessonId: string
  /** The learner's enrolment. */
  shelf: string
  initial: UnsentDraft
  files: readonly SubmittedFile[]
  types: readonly SubmissionType[]
  /** It can be written, but not handed in any more. */
  isOver: boolean
  locale: string
  filesHint: string
  confirmText: string
  overText: string
  cancelLabel: string
  /** Sentences for the codes of wrong fields. */
  errorTexts: Readonly<Record<string, string>>
  texts: DraftTexts
}

/** Where an attempt is written and handed in. It is saved while it is written; without scripts, by handing it in. */
export function SubmissionForm(props: SubmissionFormProps) {
  const { lessonId, shelf, initial, files, types, texts, errorTexts, isOver } = props
  const draft = useDraft({ lessonId, shelf: `${shelf}:${lessonId}`, initial })
  const dialogId = useId()
  const form = useActionForm({
    action: handInAction,
    unreachable: texts.unreachable,
    defaultValues: { text: initial.text, link: initial.link },
    onDone: () => dialogOf(dialogId)?.close(),
  })
  const { formProps, failure, isPending, isHydrated, initialValueOf } = form
  const isSettled = useRef(false)
  const errorOf = (field: string) => {
    const code = failure?.fields?.[field]
    return code === undefined ? undefined : (errorTexts[code] ?? errorTexts['invalid'])
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (isSettled.current) {
      isSettled.current = false
      formProps.onSubmit(event)
      return
    }
    // What was typed a moment ago is on its way: the number of its version has to be known first.
    event.preventDefault()
    const element = event.currentTarget
    void draft.settle().then(() => {
      isSettled.current = true
      // A form that is still being submitted ignores being told to: that has to be over first.
      setTimeout(() => element.requestSubmit())
    })
  }
  // Before scripts run, the fields hold what the server's page says.
  const shown = isHydrated
    ? draft.words
    : { text: initialValueOf('text') ?? '', link: initialValueOf('link') ?? '' }

  return (
    <form {...formProps} onSubmit={submit} className="flex flex-col gap-5">
      <input type="hidden" name="lessonId" value={lessonId} />
      <input type="hidden" name="version" value={draft.version} />
      {types.includes('text') ? (
        <WordsField
          name="text"
          label={texts.text}
          hint={texts.textHint}
          error={errorOf('text')}
          value={shown.text}
          onChange={(text) => draft.write({ ...draft.words, text })}
        />
      ) : null}
      {types.includes('link') ? (
        <WordsField
          name="link"
          label={texts.link}
          hint={texts.linkHint}
          error={errorOf('link')}
          value={shown.link}
          onChange={(link) => draft.write({ ...draft.words, link })}
        />
      ) : null}
      {types.includes('file') ? (
        <FileList
          lessonId={lessonId}
          initial={files}
          hint={props.filesHint}
          error={errorOf('file')}
          locale={props.locale}
          onBefore={draft.settle}
          onAfter={draft.sync}
          texts={texts}
        />
      ) : null}
      <Saving draft={draft} texts={texts} />
      {failure && failure.fields === undefined ? (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      ) : null}
      {isOver ? (
        <Notice tone="warning">{props.overText}</Notice>
      ) : (
        <div>
          <DialogButton dialog={dialogId} className={buttonClass({ variant: 'primary', size: 'lg' })}>
            {texts.handIn}
          </DialogButton>
          <Dialog id={dialogId} role="alertdialog" title={texts.confirmTitle} description={props.confirmText}>
            <div className="flex flex-wrap justify-end gap-2">
              {failure ? (
                <p role="alert" className="w-full text-sm text-danger">
                  {failure.message}
                </p>
              ) : null}
              <DialogClose dialog={dialogId}>{props.cancelLabel}</DialogClose>
              <Button type="submit" variant="primary" isPending={isPending}>
                {texts.handIn}
              </Button>
            </div>
          </Dialog>
        </div>
      )}
    </form>
  )
}

interface WordsFieldProps {
  name: 'text' | 'link'
  label: string
  hint: string
  error: string | undefined
  value: string
  onChange: (value: string) => void
}

function WordsField({ name, label, hint, error, value, onChange }: WordsFieldProps) {
  const id = `submission-${name}`
  const ties = {
    id,
    name,
    value,
    dir: 'auto',
    'aria-describedby': error ? `${id}-hint ${id}-error` : `${id}-hint`,
    'aria-invalid': error ? true : undefined,
  } as const
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {name === 'text' ? (
        <Textarea
          {...ties}
          rows={10}
          maxLength={ASSIGNMENT_LIMITS.textLength}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Input
          {...ties}
          inputMode="url"
          maxLength={ASSIGNMENT_LIMITS.linkLength}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <p id={`${id}-hint`} className="text-sm text-muted">
        {hint}
      </p>
      {error ? (
        <p id={`${id}-error`} className="text-sm text-danger">
          {error}
        </p>
      ) : null}
    </div>
  )
}

/** How far what was written has come, and the choice where two tabs wrote at once. */
function Saving({ draft, texts }: { draft: Draft; texts: DraftTexts }) {
  const { state, refusal, theirs } = draft
  return (
    <>
      <p role="status" className="min-h-5 text-sm text-muted">
        {state === 'idle' || state === 'conflict'
          ? ''
          : state === 'refused'
            ? filled(texts.refused, { message: refusal })
            : texts[state]}
      </p>
      {state === 'conflict' && theirs !== null ? (
        <Notice tone="warning" role="alert" title={texts.conflict}>
          <p className="mt-2 text-xs font-medium text-muted">{texts.conflictTheirs}</p>
          <pre className="mt-1 max-h-48 overflow-auto font-sans whitespace-pre-wrap">
            {[theirs.text, theirs.link].filter(Boolean).join('\n\n')}
          </pre>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button size="sm" onClick={draft.takeTheirs}>
              {texts.takeTheirs}
            </Button>
            <Button size="sm" onClick={draft.keepMine}>
              {texts.keepMine}
            </Button>
          </div>
        </Notice>
      ) : null}
    </>
  )
}
