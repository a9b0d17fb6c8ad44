import { fileTypeFromBuffer } from 'file-type'

/** How many bytes from the beginning are needed to tell a file's type. */
export const SNIFF_BYTES = 4100

/**
 * The type of a file by its first bytes, or undefined when they are of no known kind. A name or a declared type proves
 * nothing, so neither is asked. SVG is text and has no magic number: it is known by its root element.
 */
export async function detectContentType(head: Uint8Array): Promise<string | undefined> {
  const binary = await fileTypeFromBuffer(head)
  if (binary && binary.mime !== 'application/xml') return binary.mime
  return isSvg(head) ? 'image/svg+xml' : undefined
}

const BEFORE_ROOT = /^\uFEFF?(?:\s+|<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE\s+svg[^>[]*>)*/i

function isSvg(head: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(head)
  return /^<svg[\s>]/i.test(text.replace(BEFORE_ROOT, ''))
}
