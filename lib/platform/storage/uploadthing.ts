import 'server-only'
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { UTApi, UTFile } from 'uploadthing/server'
import { AppError, notFound } from '../errors'
import { closeSource, measured } from './measured'
import type { ByteRange, PutOptions, Storage, StoredFile } from './port'

type Options = { token: string; fetch?: typeof globalThis.fetch }
type Cloud = {
  api: UTApi
  UTFile: typeof UTFile
  fetch: typeof globalThis.fetch
}

/**
 * Files in UploadThing's cloud. Browsers send large files there directly through the file router; this adapter is for
 * what the house itself keeps, reads and forgets. A file passes through a temporary one on disk, so that it is judged
 * whole before a byte leaves.
 */
export function uploadThingStorage(options: Options): Storage {
  let loading: Promise<Cloud> | undefined
  const cloud = () => (loading ??= load(options))
  return {
    name: 'uploadthing',
    put: async (source, wanted) => put(await cloud(), source, wanted),
    open: async (key, range) => openFile(await cloud(), key, range),
    remove: async (key) => {
      const { api } = await cloud()
      await api.deleteFiles(key)
    },
  }
}

/** Only where it is in use: the library takes a quarter of the time that all of the house takes to load. */
async function load({ token, fetch = globalThis.fetch }: Options): Promise<Cloud> {
  const { UTApi, UTFile } = await import('uploadthing/server')
  return { api: new UTApi({ token, fetch }), UTFile, fetch }
}

async function put(
  { api, UTFile }: Cloud,
  source: AsyncIterable<Uint8Array>,
  options: PutOptions,
): Promise<StoredFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'upload-'))
  const draft = path.join(folder, 'file')
  try {
    const { bytes, measure } = measured(source, options)
    await writeFile(draft, bytes, { mode: 0o600 })
    const file = new UTFile([await openAsBlob(draft)], options.name, { type: measure.mime })
    const answer = await api.uploadFiles(file)
    if (answer.error) throw unreachable(answer.error)
    return { key: answer.data.key, ...measure }
  } finally {
    closeSource(source)
    await rm(folder, { recursive: true, force: true })
  }
}

async function openFile(cloud: Cloud, key: string, range?: ByteRange): Promise<Readable> {
  const { ufsUrl } = await cloud.api.generateSignedURL(key, { expiresIn: '5 minutes' })
  const headers = range ? { range: `bytes=${range.start}-${range.end}` } : undefined
  const response = await cloud.fetch(ufsUrl, { headers }).catch((cause: unknown) => {
    throw unreachable(cause)
  })
  if (response.status === 404) throw notFound('The file is not there.', 'media.missing')
  if (!response.ok || response.body === null)
    throw unreachable(new Error(`The storage answered ${response.status}.`))
  return Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
}

function unreachable(cause: unknown): AppError {
  return new AppError('unavailable', 'The file storage cannot be reached.', {
    reason: 'storage.unreachable',
    cause,
  })
}
