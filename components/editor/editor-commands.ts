/** What a tool does to a text: `text` takes the place of what stands from `from` to `to`, then `select` is selected. */
export type Edit = { from: number; to: number; text: string; select: readonly [number, number] }
export type Marked = { text: string; from: number; to: number }
export type Samples = Record<
  'bold' | 'italic' | 'heading' | 'link' | 'list' | 'quote' | 'code' | 'column' | 'cell' | 'picture',
  string
>
export const TOOLS = [
  'bold',
  'italic',
  'heading',
  'link',
  'list',
  'numbered',
  'quote',
  'code',
  'table',
  'maths',
  'picture',
] as const
export type Tool = (typeof TOOLS)[number]

/** What a tool makes of the marked part of a text; used again on what it has made, bold, heading and lists go away again. */
export function editOf(tool: Tool, marked: Marked, samples: Samples): Edit {
  switch (tool) {
    case 'bold':
      return wrap(marked, '**', samples.bold)
    case 'italic':
      return wrap(marked, '*', samples.italic)
    case 'code':
      return code(marked, samples.code)
    case 'maths':
      return maths(marked)
    case 'link':
      return link(marked, samples.link)
    case 'picture':
      return picture(marked, { alt: samples.picture, url: 'https://' })
    case 'table':
      return block(marked, tableOf(samples))
    case 'heading':
      return prefix(marked, nextHeading, samples.heading)
    case 'quote':
      return prefix(marked, toggled(/^> ?/, '> '), samples.quote)
    case 'list':
      return prefix(marked, toggled(/^[-*+] /, '- '), samples.list)
    case 'numbered':
      return prefix(marked, numbered, samples.list)
  }
}

/** A picture at the mark, for one that has been sent or whose address is still to be typed. */
export function picture(
  { from, to }: Marked,
  shown: { alt: string; url: string; width?: number; height?: number },
): Edit {
  const size = shown.width && shown.height ? `#${shown.width}x${shown.height}` : ''
  const alt = shown.alt.replace(/[[\]\\\n]/g, ' ').trim()
  return { from, to, text: `![${alt}](${shown.url}${size})`, select: [from + 2, from + 2 + alt.length] }
}

function wrap({ text, from, to }: Marked, mark: string, sample: string): Edit {
  const { length } = mark
  const inner = text.slice(from, to)
  const isAround = text.slice(from - length, from) === mark && text.slice(to, to + length) === mark
  if (isAround)
    return { from: from - length, to: to + length, text: inner, select: [from - length, to - length] }
  // White space beside the mark would keep it from being one.
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inner) ?? []
  const shown = words === '' ? sample : words
  const start = from + before.length + length
  return {
    from,
    to,
    text: `${before}${mark}${shown}${mark}${after}`,
    select: [start, start + shown.length],
  }
}

function code(marked: Marked, sample: string): Edit {
  const inner = marked.text.slice(marked.from, marked.to)
  if (!inner.includes('\n')) return wrap(marked, '`', sample)
  const fence = '`'.repeat(Math.max(3, longestRun(inner) + 1))
  return block(marked, {
    text: `${fence}\n${inner.replace(/\n$/, '')}\n${fence}`,
    mark: [fence.length, fence.length],
  })
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}

/** Within a line between dollars; on a line of its own as a formula of its own. */
function maths(marked: Marked): Edit {
  const { text, from, to } = marked
  const isAlone = lineBefore(text, from).trim() === '' && lineAfter(text, to).trim() === ''
  if (!isAlone) return wrap(marked, '$', 'a^2 + b^2')
  const formula = text.slice(from, to).trim() || 'a^2 + b^2 = c^2'
  return block(marked, { text: `$$\n${formula}\n$$`, mark: [3, 3 + formula.length] })
}

function link({ text, from, to }: Marked, sample: string): Edit {
  const inner = text.slice(from, to)
  if (/^https?:\/\/\S+$/.test(inner))
    return { from, to, text: `[${sample}](${inner})`, select: [from + 1, from + 1 + sample.length] }
  const words = inner === '' ? sample : inner
  const address = from + words.length + 3
  return { from, to, text: `[${words}](https://)`, select: [address, address + 8] }
}

/** Stands on lines of its own, with an empty one before and after it. */
function block({ text, from, to }: Marked, made: { text: string; mark: readonly [number, number] }): Edit {
  const before = text.slice(0, from)
  const lead = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const after = text.slice(to)
  const tail = after === '' ? '\n' : after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n'
  const start = from + lead.length
  return { from, to, text: lead + made.text + tail, select: [start + made.mark[0], start + made.mark[1]] }
}

function tableOf({ column, cell }: Samples): { text: string; mark: readonly [number, number] } {
  const row = (one: string, two: string) => `| ${one} | ${two} |`
  const lines = [row(`${column} 1`, `${column} 2`), row('---', '---'), row(cell, cell), row(cell, cell)]
  return { text: lines.join('\n'), mark: [2, 2 + column.length + 2] }
}

type LineRule = (lines: readonly string[]) => string[]

/** Changes the beginnings of all lines that are marked, and marks them whole. */
function prefix({ text, from, to }: Marked, rule: LineRule, sample: string): Edit {
  const start = from - lineBefore(text, from).length
  const end = to + lineAfter(text, to).length
  const lines = text.slice(start, end).split('\n')
  const isEmpty = lines.every((line) => line.trim() === '')
  const made = rule(isEmpty ? [sample] : lines).join('\n')
  const mark = isEmpty ? made.length - sample.length : 0
  return { from: start, to: end, text: made, select: [start + mark, start + made.length] }
}

function toggled(mark: RegExp, put: string): LineRule {
  return (lines) => {
    const isSet = lines.every((line) => line.trim() === '' || mark.test(line))
    return lines.map((line) => {
      if (isSet) return line.replace(mark, '')
      return line.trim() === '' && lines.length > 1 ? line : put + line.replace(mark, '')
    })
  }
}

function numbered(lines: readonly string[]): string[] {
  const mark = /^\d{1,4}[.)] /
  const isSet = lines.every((line) => line.trim() === '' || mark.test(line))
  let number = 0
  return lines.map((line) => {
    if (isSet) return line.replace(mark, '')
    if (line.trim() === '' && lines.length > 1) return line
    return `${(number += 1)}. ${line.replace(mark, '')}`
  })
}

/** None, then `##`, then `###`, then none again: `#` is the page's own. */
function nextHeading([first = '', ...rest]: readonly string[]): string[] {
  const [, marks = '', words = ''] = /^(#{1,6})? ?([\s\S]*)$/.exec(first) ?? []
  const next = marks === '' || marks === '#' ? '## ' : marks === '##' ? '### ' : ''
  return [next + words, ...rest]
}

function lineBefore(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
}

function lineAfter(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(at, end === -1 ? undefined : end)
}
