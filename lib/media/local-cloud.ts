import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/platform/env'

/**
 * The part of UploadThing's cloud that the local disk plays when no token is set, so that one file router serves both:
 * a token of our own, an ingest address within this academy, and the two calls the router makes to the cloud
 * (registering what it allowed, and reporting what its completion answered), answered in this process.
 *
 * The protocol is that of uploadthing 7 (its exact version is pinned): the browser PUTs to
 * `<ingest>/<key>?expires=…&x-ut-…&signature=hmac-sha256=<hex>`, signed over the address before the signature.
 */
export const INGEST_PATH = '/api/uploads/ingest'

const ingestUrl = () => `${env().APP_URL}${INGEST_PATH}`

/** The key that signs; made from the academy's secret, so that every process has the same. */
export function localApiKey(): string {
  return `sk_local_${createHmac('sha256', env().NEXTAUTH_SECRET).update('uploads').digest('hex')}`
}

function localToken(): string {
  const token = { apiKey: localApiKey(), appId: 'local', regions: ['local'] }
  return Buffer.from(JSON.stringify(token)).toString('base64')
}

export type LocalCloud = {
  register(keys: string[], slug: string, metadata: unknown): Promise<void>
  /** `storedKey` is the file's key in the storage, as the report of its arrival named it. */
  complete(storedKey: string, result: unknown): Promise<void>
}

/** The router's configuration: the cloud's where its token is set, else one whose calls end in `cloud`. */
export function routerConfig(cloud: LocalCloud) {
  const callbackUrl = `${env().APP_URL}/api/uploadthing`
  const token = env().UPLOADTHING_TOKEN
  const common = { callbackUrl, isDev: false, logLevel: 'Error' as const }
  if (token !== undefined) return { ...common, token }
  return { ...common, token: localToken(), ingestUrl: ingestUrl(), fetch: fetchFrom(cloud) }
}

/** Stands for `fetch` towards the cloud: only the two calls exist, anything else is a fault of ours. */
function fetchFrom(cloud: LocalCloud) {
  return async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const body: unknown = await request.json()
    if (request.url === `${ingestUrl()}/route-metadata`) await registerFrom(cloud, body)
    else if (request.url === `${ingestUrl()}/callback-result`) await completeFrom(cloud, body)
    else
      throw new Error(
        `The file router called an address it should not know: ${new URL(request.url).pathname}`,
      )
    return Response.json({ ok: true })
  }
}

async function registerFrom(cloud: LocalCloud, body: unknown): Promise<void> {
  const { fileKeys, callbackSlug, metadata } = body as {
    fileKeys: string[]
    callbackSlug: string
    metadata: unknown
  }
  await cloud.register(fileKeys, callbackSlug, metadata ?? {})
}

async function completeFrom(cloud: LocalCloud, body: unknown): Promise<void> {
  const { fileKey, callbackData } = body as { fileKey: string; callbackData: unknown }
  await cloud.complete(fileKey, callbackData)
}

/** True when this academy signed the address (path and query, as received) and its time has not run out. */
export function isIngestAddressValid(pathAndQuery: string, at: Date): boolean {
  const [signed, signature] = pathAndQuery.split('&signature=')
  if (signed === undefined || signature === undefined) return false
  const expires = Number(new URL(pathAndQuery, env().APP_URL).searchParams.get('expires'))
  const expected = `hmac-sha256=${signatureOf(`${env().APP_URL}${signed}`)}`
  const given = new URLSearchParams(`signature=${signature}`).get('signature') ?? ''
  return expires > at.getTime() && isSame(expected, given)
}

/** HMAC-SHA256 in hex, as UploadThing signs addresses and bodies. */
export function signatureOf(text: string): string {
  return createHmac('sha256', localApiKey()).update(text).digest('hex')
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}
