import { Readable } from 'node:stream'
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { beginsAsItSays } from './form-check.mjs'

const FORM = 'multipart/form-data; boundary=cut'
const BODY = '--cut\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--cut--\r\n'

function request(type: string | undefined, ...chunks: string[]): IncomingMessage {
  const body = Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
  return Object.assign(body, { headers: { 'content-type': type } }) as unknown as IncomingMessage
}

describe('a posted body', () => {
  it.each([
    [FORM, [BODY]],
    ['multipart/form-data; boundary="cut"', [BODY]],
    [FORM, [`\r\n${BODY}`]],
    [FORM, ['--c', 'ut\r\n']],
    ['application/json', ['[]']],
    [undefined, []],
  ])('of %s may begin with %j', async (type, chunks) => {
    expect(await beginsAsItSays(request(type, ...chunks))).toBe(true)
  })

  it.each([
    [FORM, ['[]']],
    [FORM, ['['.repeat(5000)]],
    [FORM, []],
    ['multipart/form-data', [BODY]],
    ['multipart/form-data; boundary=', [BODY]],
  ])('of %s may not begin with %j', async (type, chunks) => {
    expect(await beginsAsItSays(request(type, ...chunks))).toBe(false)
  })

  it('is still whole for who reads it afterwards', async () => {
    const looked = request(FORM, BODY.slice(0, 9), BODY.slice(9))
    await beginsAsItSays(looked)
    let read = ''
    for await (const chunk of looked) read += String(chunk)
    expect(read).toBe(BODY)
  })
})
