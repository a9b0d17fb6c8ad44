'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { EXCHANGE_FORMATS, QUIZ_LIMITS, type ExchangeFormat } from '@/lib/quizzes/constants'
import type { Question } from '@/lib/quizzes/schema/question'
import type { BuilderTexts } from './builder-texts'
import { textOfFile } from './file-text'
import { filled } from './taking-texts'

type Line = { line: number; code: string; detail: string; isTaken: boolean }
type Read = { questions: Question[]; lines: Line[] }
type Loss = { number: number; code: string }

interface QuestionFilesProps {
  /** Of the quiz, or the bank; reading and writing stand below it. */
  address: string
  /** Which questions go out, as a query; all where none is given. */
  exported?: string
  /** For how many questions there is room, where it is known. */
  room?: number
  /** Answers what went wrong; null where they are there. */
  onAdd: (questions: Question[], file: { format: ExchangeFormat; text: string }) => Promise<string | null>
  texts: BuilderTexts
}

/** Questions from a file, with a line for everything that was not taken; and those that are here as a file. */
export function QuestionFiles({ address, exported = '', room = Infinity, onAdd, texts }: QuestionFilesProps) {
  const [format, setFormat] = useState<ExchangeFormat>('gift')
  const [text, setText] = useState('')
  const [read, setRead] = useState<Read | null>(null)
  const [message, setMessage] = useState<string | null>(null)
  const [losses, setLosses] = useState<readonly Loss[]>([])

  const readText = async () => {
    setRead(null)
    setMessage(null)
    setLosses([])
    if (text.length > QUIZ_LIMITS.importBytes) return setMessage(texts.fileTooLarge)
    const answer = await ask(`${address}/import`, { format, text })
    if (answer === null) setMessage(texts.readFailed)
    else setRead(answer as Read)
  }
  const choose = async (input: HTMLInputElement) => {
    const [file] = input.files ?? []
    if (file === undefined) return
    const isTooLarge = file.size > 2 * QUIZ_LIMITS.importBytes
    setMessage(isTooLarge ? texts.fileTooLarge : null)
    setText(isTooLarge ? '' : await textOfFile(file))
  }
  const download = async () => {
    const written = await ask(`${address}/export?format=${format}${exported === '' ? '' : `&${exported}`}`)
    if (written === null) return setMessage(texts.readFailed)
    const { text: content, losses: lost } = written as { text: string; losses: Loss[] }
    saveFile(`questions.${format === 'csv' ? 'csv' : 'txt'}`, content)
    setLosses(lost)
    setMessage(lost.length === 0 ? null : texts.exportLosses)
  }
  const add = async (questions: Question[]) => {
    const failure = await onAdd(questions, { format, text })
    setMessage(failure)
    if (failure !== null) return
    setRead(null)
    setText('')
  }
  const isTooMuch = read !== null && read.questions.length > room
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-52">
          <Select
            aria-label={texts.format}
            value={format}
            options={EXCHANGE_FORMATS.map((value) => ({ value, label: texts[value] }))}
            onChange={({ target }) =>
              setFormat(EXCHANGE_FORMATS.find((each) => each === target.value) ?? 'gift')
            }
          />
        </div>
        <Button onClick={() => void download()}>{texts.export}</Button>
      </div>
      <label className="flex flex-col gap-1.5 text-sm font-medium">
        {texts.file}
        <input
          type="file"
          accept=".txt,.gift,.csv,text/plain,text/csv"
          className="text-sm font-normal"
          onChange={({ target }) => void choose(target)}
        />
      </label>
      <label className="flex flex-col gap-1.5 text-sm font-medium">
        {texts.paste}
        <Textarea
          value={text}
          onChange={({ target }) => setText(target.value)}
          className="font-mono text-sm"
        />
      </label>
      <div>
        <Button disabled={text.trim() === ''} onClick={() => void readText()}>
          {texts.read}
        </Button>
      </div>
      <div role="status">
        {message === null ? null : <p className="text-sm">{message}</p>}
        {read === null ? null : <p>{filled(texts.found, { count: read.questions.length })}</p>}
      </div>
      {losses.length === 0 ? null : (
        <ul aria-label={texts.exportLosses} className="flex max-h-72 flex-col gap-1 overflow-y-auto text-sm">
          {losses.map(({ number, code }) => (
            <li key={`${number} ${code}`}>
              {filled(texts.place, {
                number,
                fault: (texts.losses as Readonly<Record<string, string>>)[code] ?? code,
              })}
            </li>
          ))}
        </ul>
      )}
      {read === null ? null : (
        <>
          <Report lines={read.lines} texts={texts} />
          {isTooMuch ? <p className="text-danger">{filled(texts.tooManyHere, { most: room })}</p> : null}
          {read.questions.length === 0 || isTooMuch ? null : (
            <div>
              <Button variant="primary" onClick={() => void add(read.questions)}>
                {texts.addAll}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  )
}

function Report({ lines, texts }: { lines: readonly Line[]; texts: BuilderTexts }) {
  if (lines.length === 0) return null
  const words = texts.lines as Readonly<Record<string, string>>
  return (
    <section aria-label={texts.notTaken}>
      <h4 className="mb-2 text-sm font-semibold">{texts.notTaken}</h4>
      <ul className="flex max-h-72 flex-col gap-2 overflow-y-auto text-sm">
        {lines.map(({ line, code, detail, isTaken }, index) => (
          <li key={index} className={isTaken ? 'text-muted' : undefined}>
            <span className="font-medium">{filled(texts.line, { line })}</span>{' '}
            {filled(words[code] ?? code, { detail })}
            {isTaken || detail === '' ? null : (
              <code dir="auto" className="mt-0.5 block truncate text-muted">
                {detail}
              </code>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Null where it could not be asked, or was refused. */
async function ask(address: string, body?: object): Promise<unknown> {
  try {
    const answer = await fetch(
      address,
      body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    )
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}

function saveFile(name: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
