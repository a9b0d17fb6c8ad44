import { NextRequest } from 'next/server'
import { countArrivedOperation, receiveUploadOperation } from '@/lib/media/api'
import { uploadHandlers } from '@/lib/media/upload-handlers'
import { type Arrival, countArrivedBytes, receiveUpload, takeUploadResult } from '@/lib/media/commands/ingest'
import { signatureOf } from '@/lib/media/local-cloud'
import { env } from '@/lib/platform/env'
import { route } from '@/lib/platform/http/route'

/** How far an upload has come: the browser goes on from there. */
export const HEAD = route(countArrivedOperation, async (viewer, { params, request }) => {
  const arrived = await countArrivedBytes(viewer, { key: params.key, address: addressOf(request) })
  return new Response(null, { status: 200, headers: { 'x-ut-range-start': String(arrived) } })
})

/** The bytes of an upload, while the local disk plays the cloud's part; the answer is what the router made of them. */
export const PUT = route(receiveUploadOperation, async (viewer, { params, request }) => {
  const startByte = Number(/^bytes=(\d+)-/.exec(request.headers.get('range') ?? '')?.[1] ?? 0)
  const upload = { key: params.key, address: addressOf(request), startByte, request }
  const arrival = await receiveUpload(viewer, upload)
  await tellRouter(arrival)
  const serverData = await takeUploadResult(viewer, params.key)
  return { url: '', appUrl: '', ufsUrl: '', fileHash: arrival.file.sha256, serverData }
})

function addressOf(request: Request): string {
  const url = new URL(request.url)
  return `${url.pathname}${url.search}`
}

/** Calls the router as the cloud would: signed, with the file's facts and what its middleware had noted. */
async function tellRouter({ slug, metadata, file }: Arrival): Promise<void> {
  const facts = { name: file.name, size: file.sizeBytes, type: file.mime, customId: null, key: file.key }
  const addresses = { url: '', appUrl: '', ufsUrl: '', fileHash: file.sha256 }
  const origin = `${env().APP_URL}/api/uploads/ingest`
  const body = JSON.stringify({ status: 'uploaded', origin, metadata, file: { ...facts, ...addresses } })
  const headers = {
    'content-type': 'application/json',
    'uploadthing-hook': 'callback',
    'x-uploadthing-signature': `hmac-sha256=${signatureOf(body)}`,
  }
  const address = `${env().APP_URL}/api/uploadthing?slug=${encodeURIComponent(slug)}`
  await uploadHandlers().POST(new NextRequest(address, { method: 'POST', headers, body }))
}
