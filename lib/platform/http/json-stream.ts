import { textStream } from './text-stream'

/** A value for the answer: as it is, or one entry after the other, so that no list has to fit into memory. */
type Part = unknown | AsyncIterable<unknown>

/** An object as readable JSON, written while its lists are still being read; a reader who leaves ends the reading. */
export function jsonStream(parts: Readonly<Record<string, Part>>): ReadableStream<Uint8Array> {
  return textStream(written(parts))
}

async function* written(parts: Readonly<Record<string, Part>>): AsyncGenerator<string> {
  let before = '{\n'
  for (const [name, part] of Object.entries(parts)) {
    yield `${before}  ${JSON.stringify(name)}: `
    if (isList(part)) yield* writtenList(part)
    else yield indented(part, '  ')
    before = ',\n'
  }
  yield before === ',\n' ? '\n}\n' : '{}\n'
}

async function* writtenList(list: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const entry of list) {
    yield `${before}    ${indented(entry, '    ')}`
    before = ',\n'
  }
  yield before === ',\n' ? '\n  ]' : '[]'
}

function indented(value: unknown, by: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${by}`)
}

function isList(part: Part): part is AsyncIterable<unknown> {
  return typeof part === 'object' && part !== null && Symbol.asyncIterator in part
}
