import { DetailedError, Upload } from 'tus-js-client'
import { PIECE_BYTES, type ResumableKind } from '@/lib/media/constants'
import type { CourseUpload } from '@/lib/media/dto'
import { forget, remember, unfinishedOf, type Unfinished } from './unfinished-uploads'
import { call, json, reasonIn, type Outcome } from './upload-outcome'

export type SendingFile = {
  file: File
  kind: ResumableKind
  courseId: string | null
  /** What it is for, so that it is only found again there. */
  place: string
  onProgress: (percent: number) => void
  /** The connection is lost, and tried again by itself. */
  onWaiting: (isWaiting: boolean) => void
}
/** `id` names what has arrived; of an archive nothing more is known. */
export type Sent = { id: string }
export type Sending<T> = {
  outcome: Promise<Outcome<T>>
  /** Gives it up, here and on the server. */
  cancel: () => Promise<void>
}

/** Tried again after these pauses, each loss of the connection from the first on; about two minutes together. */
const PAUSES_MS = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000]

/**
 * Sends a file in pieces. One that broke off before, on this page or on another, goes on where it stopped. When the
 * pauses are used up its outcome is `unreachable`, and sending it once more goes on as well.
 */
function sendFile(options: SendingFile): Sending<Sent> {
  const running: { upload?: Upload; unfinished?: Unfinished; isCancelled: boolean } = { isCancelled: false }
  const run = async (): Promise<Outcome<Sent>> => {
    const known = unfinishedOf(options.file, options)
    const begun = known === undefined ? await begin(options) : { ok: true as const, data: known }
    if (!begun.ok) return begun
    running.unfinished = begun.data
    if (running.isCancelled) return CANCELLED
    const sent = await transfer(options, begun.data, (upload) => (running.upload = upload))
    if (!sent.ok && sent.reason === 'media.upload_gone') forget(begun.data.id)
    if (running.isCancelled) return CANCELLED
    // The server no longer has it: either it was finished, as its finish will tell, or it is too old.
    const isFinished = !sent.ok && sent.reason === 'media.upload_gone' && known !== undefined
    return isFinished ? { ok: true, data: { id: known.id } } : sent
  }
  return {
    outcome: run(),
    cancel: async () => {
      running.isCancelled = true
      await running.upload?.abort()
      if (running.unfinished === undefined) return
      forget(running.unfinished.id)
      await giveUp(running.unfinished.id)
    },
  }
}

/** The same for the archive of a course, of which nothing is kept here once it has arrived. */
export function sendArchive(options: SendingFile): Sending<Sent> {
  const sending = sendFile(options)
  const run = async () => {
    const sent = await sending.outcome
    if (sent.ok) forget(sent.data.id)
    return sent
  }
  return { outcome: run(), cancel: sending.cancel }
}

/** The same for a file of a course, which is then checked and kept. */
export function sendCourseFile(options: SendingFile): Sending<CourseUpload> {
  const state: { sending: Sending<Sent> } = { sending: sendFile(options) }
  const run = async (isSecond = false): Promise<Outcome<CourseUpload>> => {
    const sent = await state.sending.outcome
    if (!sent.ok) return sent
    const { id } = sent.data
    const kept = await call<CourseUpload>(`/api/uploads/files/${id}/finish`, {})
    if (kept.ok || !STAYS.has(kept.reason)) forget(id)
    if (kept.ok || kept.reason !== 'media.upload_gone' || isSecond) return kept
    state.sending = sendFile(options)
    return run(true)
  }
  return { outcome: run(), cancel: () => state.sending.cancel() }
}

/** Refusals after which the bytes are still on the server, so that trying again is enough. */
const STAYS = new Set([
  'unreachable',
  'unexpected',
  'unavailable',
  'storage.full',
  'media.upload_busy',
  'too_often',
])
const CANCELLED = { ok: false, reason: 'cancelled' } as const

/** Forgets on the server what nobody wants any more; where it cannot be reached, the day's end does. */
export async function giveUp(id: string): Promise<void> {
  const headers = { 'tus-resumable': '1.0.0' }
  await call(`/api/uploads/files/${id}`, { method: 'DELETE', headers })
}

async function begin({ file, kind, courseId, place }: SendingFile): Promise<Outcome<Unfinished>> {
  const facts = { kind, name: file.name, sizeBytes: file.size, ...(courseId !== null && { courseId }) }
  const begun = await call<{ id: string; expiresAt: string }>('/api/uploads/files', json(facts))
  if (!begun.ok) return begun
  const { name, size, lastModified } = file
  const expiresAt = Date.parse(begun.data.expiresAt)
  const unfinished = { id: begun.data.id, kind, place, name, size, lastModified, percent: 0, expiresAt }
  remember(unfinished)
  return { ok: true, data: unfinished }
}

function transfer(
  { file, onProgress, onWaiting }: SendingFile,
  unfinished: Unfinished,
  began: (upload: Upload) => void,
): Promise<Outcome<Sent>> {
  return new Promise((settle) => {
    let isLost = false
    const lose = (isNow: boolean) => onWaiting((isLost = isNow))
    // The pauses grow; who is online again need not wait for the end of one.
    const goOn = () => {
      if (isLost) void upload.abort().then(() => upload.start())
    }
    const resolve = (outcome: Outcome<Sent>) => {
      removeEventListener('online', goOn)
      settle(outcome)
    }
    addEventListener('online', goOn)
    const upload = new Upload(file, {
      uploadUrl: `${location.origin}/api/uploads/files/${unfinished.id}`,
      chunkSize: PIECE_BYTES,
      retryDelays: PAUSES_MS,
      storeFingerprintForResuming: false,
      onProgress: (sent, total) => {
        if (isLost) lose(false)
        onProgress(Math.floor((sent / total) * 100))
      },
      onChunkComplete: (_size, accepted, total) =>
        remember({ ...unfinished, percent: Math.floor((accepted / total) * 100) }),
      onShouldRetry: (error) => {
        const mayRetry = isPassing(error)
        if (mayRetry) lose(true)
        return mayRetry
      },
      onSuccess: () => resolve({ ok: true, data: { id: unfinished.id } }),
      onError: (error) => resolve({ ok: false, reason: reasonOfError(error) }),
    })
    began(upload)
    upload.start()
  })
}

/** Goes by itself: no answer at all, a server that is starting, bytes of another window, or of ours that are on their way. */
function isPassing(error: Error | DetailedError): boolean {
  const status = statusOf(error)
  if (status === 0) return true
  if (status === 409 || status === 423) return true
  return status >= 500 && reasonOfError(error) !== 'storage.full'
}

function statusOf(error: Error | DetailedError): number {
  return error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0
}

function reasonOfError(error: Error | DetailedError): string {
  const status = statusOf(error)
  if (status === 0) return 'unreachable'
  if (status === 404 || status === 410) return 'media.upload_gone'
  const body = error instanceof DetailedError ? (error.originalResponse?.getBody() ?? '') : ''
  return reasonIn(body)
}
