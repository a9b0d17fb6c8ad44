import { readFile, readdir } from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import { DATA_DIR } from '../environment.mjs'
import { expect, test } from '../fixtures'

const MB = 1_048_576
const BOUNDARY = 'x1gb'
const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="me.jpg"\r\n\r\n`
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0])

async function residentMegabytes(): Promise<number> {
  const pid = await readFile(path.join(DATA_DIR, 'server.pid'), 'utf8')
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}

const incoming = () => readdir(path.join(DATA_DIR, 'uploads', 'incoming')).catch(() => [])

/** Streams a photo of `megabytes` without saying how long it will be, as fast as it is taken. */
function stream(
  address: URL,
  cookie: string,
  megabytes: number,
): Promise<{ status: number; sentMegabytes: number }> {
  return new Promise((resolve, reject) => {
    let sentMegabytes = 0
    const request = http.request(address, {
      method: 'POST',
      headers: {
        cookie,
        origin: address.origin,
        accept: 'application/json',
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      },
    })
    request.on('response', (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, sentMegabytes })
      request.destroy()
    })
    request.on('error', reject)
    request.write(HEAD)
    request.write(JPEG)
    const more = () => {
      while (sentMegabytes < megabytes && !request.destroyed) {
        sentMegabytes += 1
        if (!request.write(Buffer.alloc(MB))) return void request.once('drain', more)
      }
      if (!request.destroyed) request.end(`\r\n--${BOUNDARY}--\r\n`)
    }
    more()
  })
}

test('a body of 1 GB gets 413 after a few megabytes, fills no memory and leaves no file', async ({
  as,
  baseURL,
}) => {
  const page = await as('student')
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const before = await residentMegabytes()
  // What others broke off and may go on with.
  const files = await incoming()
  const answer = await stream(new URL('/api/uploads/avatar', baseURL), cookie, 1024)
  expect(answer.status).toBe(413)
  expect(answer.sentMegabytes).toBeLessThan(200)
  expect(await residentMegabytes()).toBeLessThan(before + 150)
  expect(await incoming()).toEqual(files)
})
