'use client'

import { useEffect, useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import type { ApiDocument, DescribedParameter } from '@/lib/platform/http/openapi'
import { bodyOf, curlOf, fieldName, findCall, requestOf } from './call-request'
import { CallAnswer, type Heard } from './call-answer'
import type { Named } from './reading'

export interface TryItTexts {
  /** `{name}` stands for the call's summary. */
  title: string
  text: string
  close: string
  loading: string
  token: string
  tokenHint: string
  body: string
  bodyWrong: string
  send: string
  answer: string
  took: string
  noBody: string
  file: string
  unreachable: string
  curl: string
  copy: string
  copied: string
}

export interface TryItDialogProps {
  /** Null: closed. */
  operationId: string | null
  texts: TryItTexts
  onClose: () => void
}

/** The token is kept while the page is open, for the next call, and nowhere else. */
let lastToken = ''

/** Fills in a call, makes it and shows what came back. */
export function TryItDialog({ operationId, texts, onClose }: TryItDialogProps) {
  const [named, setNamed] = useState<Named | 'unreachable' | null>(null)
  useEffect(() => {
    if (operationId === null) return
    const stop = new AbortController()
    fetch('/api/openapi.json', { signal: stop.signal })
      .then(async (answer) =>
        setNamed(findCall((await answer.json()) as ApiDocument, operationId) ?? 'unreachable'),
      )
      .catch(() => stop.signal.aborted || setNamed('unreachable'))
    return () => stop.abort()
  }, [operationId])
  const title = named === null || named === 'unreachable' ? '' : named.call.summary
  return (
    <Dialog
      id="try-it"
      title={texts.title.replace('{name}', title)}
      description={texts.text}
      closeLabel={texts.close}
      width="lg"
      isOpen={operationId !== null}
      onClose={onClose}
    >
      {named === null ? <p role="status">{texts.loading}</p> : null}
      {named === 'unreachable' ? <Notice tone="danger">{texts.unreachable}</Notice> : null}
      {named === null || named === 'unreachable' ? null : <CallForm named={named} texts={texts} />}
    </Dialog>
  )
}

function CallForm({ named, texts }: { named: Named; texts: TryItTexts }) {
  const { call } = named
  const [heard, setHeard] = useState<Heard | null>(null)
  const [isPending, setPending] = useState(false)
  const [isWrong, setWrong] = useState(false)
  const body = bodyOf(named)
  const takesToken = call.security.some((way) => 'bearer' in way)

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    )
    const isJson = typed['body'] === undefined || isValidJson(typed['body'])
    setWrong(!isJson)
    if (!isJson) return
    lastToken = typed['token'] ?? lastToken
    setPending(true)
    setHeard(await ask(requestOf(named, typed)))
    setPending(false)
  }

  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
      {takesToken ? (
        <Labelled id="try-token" label={texts.token} hint={texts.tokenHint}>
          <Input id="try-token" name="token" type="password" autoComplete="off" defaultValue={lastToken} />
        </Labelled>
      ) : null}
      {(call.parameters ?? []).map((parameter) => (
        <ParameterField key={fieldName(parameter)} parameter={parameter} />
      ))}
      {body === null ? null : (
        <Labelled id="try-body" label={texts.body} error={isWrong ? texts.bodyWrong : undefined}>
          <Textarea
            id="try-body"
            name="body"
            rows={8}
            spellCheck={false}
            defaultValue={body}
            aria-invalid={isWrong || undefined}
            aria-describedby={isWrong ? 'try-body-error' : undefined}
            className="font-mono text-sm"
          />
        </Labelled>
      )}
      <Button type="submit" variant="primary" isPending={isPending} className="self-start">
        {texts.send}
      </Button>
      <div role="status">{heard === null ? null : <CallAnswer heard={heard} texts={texts} />}</div>
    </form>
  )
}

function ParameterField({ parameter }: { parameter: DescribedParameter }) {
  const id = `try-${fieldName(parameter)}`
  const choices = parameter.schema['enum'] as unknown[] | undefined
  return (
    <Labelled id={id} label={parameter.name} hint={choices?.map(String).join(', ') ?? parameter.description}>
      <Input
        id={id}
        name={fieldName(parameter)}
        required={parameter.required}
        autoComplete="off"
        spellCheck={false}
        defaultValue={
          parameter.in === 'path' && parameter.example !== undefined ? String(parameter.example) : ''
        }
      />
    </Labelled>
  )
}

interface LabelledProps {
  id: string
  label: string
  hint?: string
  error?: string
  children: React.ReactNode
}

function Labelled({ id, label, hint, error, children }: LabelledProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
      {hint ? <p className="text-sm wrap-anywhere text-muted">{hint}</p> : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-sm text-danger">
          {error}
        </p>
      ) : null}
    </div>
  )
}

async function ask(request: ReturnType<typeof requestOf>): Promise<Heard> {
  const since = performance.now()
  const curl = curlOf(window.location.origin, request)
  try {
    const answer = await fetch(request.address, request.init)
    const isText = /json|text|xml/.test(answer.headers.get('content-type') ?? '')
    const bytes = await answer.arrayBuffer()
    return {
      curl,
      status: answer.status,
      milliseconds: Math.round(performance.now() - since),
      headers: [...answer.headers],
      text: isText ? new TextDecoder().decode(bytes) : null,
      bytes: bytes.byteLength,
    }
  } catch {
    return { curl, status: null }
  }
}

function isValidJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
