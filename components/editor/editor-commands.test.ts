import { describe, expect, test } from 'vitest'
import { editOf, picture, TOOLS, type Tool } from './editor-commands'

const samples = {
  bold: 'bold',
  italic: 'stressed',
  heading: 'Heading',
  link: 'words',
  list: 'entry',
  quote: 'said',
  code: 'code',
  column: 'Column',
  cell: 'Cell',
  picture: 'shows',
}

/** `[` and `]` stand for the ends of what is marked, before and after. */
function after(tool: Tool, written: string): string {
  const from = written.indexOf('⟦')
  const to = written.indexOf('⟧') - 1
  const text = written.replace(/[⟦⟧]/g, '')
  const edit = editOf(tool, { text, from, to }, samples)
  const made = text.slice(0, edit.from) + edit.text + text.slice(edit.to)
  const [start, end] = edit.select
  return `${made.slice(0, start)}⟦${made.slice(start, end)}⟧${made.slice(end)}`
}

describe('the tools of the editor', () => {
  test.each<[Tool, string, string]>([
    ['bold', 'a ⟦b⟧ c', 'a **⟦b⟧** c'],
    ['bold', 'a **⟦b⟧** c', 'a ⟦b⟧ c'],
    ['bold', 'a ⟦⟧c', 'a **⟦bold⟧**c'],
    ['bold', 'a⟦ b ⟧c', 'a **⟦b⟧** c'],
    ['italic', '⟦b⟧', '*⟦b⟧*'],
    ['code', 'a ⟦b⟧', 'a `⟦b⟧`'],
    ['code', '⟦b\nc⟧', '```⟦⟧\nb\nc\n```\n'],
    ['code', '⟦b\n```\nc⟧', '````⟦⟧\nb\n```\nc\n````\n'],
    ['maths', 'a ⟦x⟧ c', 'a $⟦x⟧$ c'],
    ['maths', 'a\n\n⟦x⟧', 'a\n\n$$\n⟦x⟧\n$$\n'],
    ['link', 'see ⟦this⟧', 'see [this](⟦https://⟧)'],
    ['link', '⟦https://a.example/b⟧', '[⟦words⟧](https://a.example/b)'],
    ['heading', 'a\n⟦⟧b\nc', 'a\n⟦## b⟧\nc'],
    ['heading', '⟦## b⟧', '⟦### b⟧'],
    ['heading', '⟦### b⟧', '⟦b⟧'],
    ['heading', 'a\n⟦⟧', 'a\n## ⟦Heading⟧'],
    ['list', '⟦a\nb⟧', '⟦- a\n- b⟧'],
    ['list', '⟦- a\n- b⟧', '⟦a\nb⟧'],
    ['numbered', '⟦a\n\nb⟧', '⟦1. a\n\n2. b⟧'],
    ['numbered', '⟦1. a\n2. b⟧', '⟦a\nb⟧'],
    ['quote', 'x ⟦y⟧ z', '⟦> x y z⟧'],
    ['table', 'a⟦⟧', 'a\n\n| ⟦Column 1⟧ | Column 2 |\n| --- | --- |\n| Cell | Cell |\n| Cell | Cell |\n'],
  ])('%s makes of %j', (tool, written, wanted) => {
    expect(after(tool, written)).toBe(wanted)
  })

  test('never lose a letter that stood there', () => {
    const text = 'Über 東京\n\n- a `b`\n> c'
    for (const tool of TOOLS)
      for (let from = 0; from <= text.length; from += 1)
        for (let to = from; to <= text.length; to += 1) {
          const edit = editOf(tool, { text, from, to }, samples)
          const made = text.slice(0, edit.from) + edit.text + text.slice(edit.to)
          const letters = (all: string) => all.replace(/[^\p{L}]/gu, '')
          const kept = tool === 'table' || tool === 'picture' ? text.slice(0, from) + text.slice(to) : text
          for (const letter of letters(kept)) expect(made).toContain(letter)
          expect(edit.select[1]).toBeLessThanOrEqual(made.length)
        }
  })

  test('a picture carries its size, and its words cannot leave their brackets', () => {
    const edit = picture(
      { text: '', from: 0, to: 0 },
      { alt: 'a](x)[b\nc', url: '/p.png', width: 3, height: 4 },
    )
    expect(edit.text).toBe('![a (x) b c](/p.png#3x4)')
  })
})
