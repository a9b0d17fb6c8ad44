import { createHash } from 'node:crypto'
import http, { type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { gunzipSync } from 'node:zlib'

export type Raw = { status: number; headers: IncomingHttpHeaders; html: string; isCompressed: boolean }

/** A request just as it is written: no redirect is followed, no header added, nothing unpacked unseen. */
export function ask(
  address: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: OutgoingHttpHeaders } = {},
): Promise<Raw> {
  const { origin } = new URL(address)
  return new Promise((resolve, reject) => {
    const request = http.request(
      origin,
      { method, headers, agent: false, path: address.slice(origin.length) || '/' },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const isCompressed = answer.headers['content-encoding'] === 'gzip'
          const body = Buffer.concat(chunks)
          const html = (isCompressed && body.length > 0 ? gunzipSync(body) : body).toString()
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, html, isCompressed })
        })
      },
    )
    request.on('error', reject)
    request.end()
  })
}

/** The sources a page's policy allows scripts from. */
export function scriptSources({ headers }: Raw): string[] {
  return /script-src ([^;]*)/.exec(String(headers['content-security-policy']))?.[1]?.split(' ') ?? []
}

/** The hashes of the scripts that stand in a page, as a policy must name them. */
export function hashesOfInlineScripts({ html }: Raw): string[] {
  return [...html.matchAll(/<script(?![^>]*(?: src=|application\/ld\+json))[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )
}

export function noncesOf({ html }: Raw): string[] {
  return [...new Set([...html.matchAll(/<script[^>]* nonce="([^"]*)"/g)].map(([, nonce = '']) => nonce))]
}
