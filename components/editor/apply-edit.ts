import type { Edit } from './editor-commands'

/**
 * Writes an edit as if it had been typed: the browser's own undo takes it back, and whoever listens for `input` hears of
 * it. `execCommand` is the only way to that; where a browser refuses it, the text is set without an undo.
 */
export function applyEdit(textarea: HTMLTextAreaElement, { from, to, text, select }: Edit): void {
  textarea.focus()
  textarea.setSelectionRange(from, to)
  const isTyped =
    text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
  if (!isTyped) {
    textarea.setRangeText(text, from, to, 'end')
    textarea.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
  }
  textarea.setSelectionRange(select[0], select[1])
}
