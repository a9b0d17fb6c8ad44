import { fileTypeFromBuffer } from 'file-type'

/** How many bytes from the beginning are needed to tell a file's type. */
export const SNIFF_BYTES = 4100

/**
 * The type of a file by its first bytes, or undefined when they are of no known kind. A name or a declared type proves
 * nothing, so neither is asked. Text has no magic number: SVG is known by its root element, and what is readable UTF-8
 * without control characters is `text/plain`, a page or a script too, which then is shown and never run.
 */
export async function detectContentType(head: Uint8Array): Promise<string | undefined> {
  const binary = await fileTypeFromBuffer(head)
  if (binary && binary.mime !== 'application/xml') return binary.mime
  if (isSvg(head)) return 'image/svg+xml'
  return isText(head) ? 'text/plain' : undefined
}

const BEFORE_ROOT = /^\uFEFF?(?:\s+|<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE\s+svg[^>[]*>)*/i

/** The end may be cut within a letter of several bytes, so the decoder is told that more may come. */
function isText(head: Uint8Array): boolean {
  if (head.byteLength === 0) return false
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return !/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text)
  } catch {
    return false
  }
}

function isSvg(head: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(head)
  return /^<svg[\s>]/i.test(text.replace(BEFORE_ROOT, ''))
}
