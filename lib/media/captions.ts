import { CAPTION_CUES_MAX } from './constants'
import type { Cue } from './dto'

/** What was not taken over as it stood; `line` counts from 1. */
export type CaptionFault = {
  code:
    | 'badTime'
    | 'beyondEnd'
    | 'emptyCue'
    | 'endsBeforeStart'
    | 'noTime'
    | 'outOfOrder'
    | 'style'
    | 'tooManyCues'
  line: number
}
export type Captions = { cues: Cue[]; faults: CaptionFault[]; vtt: string }

/** A cue as a file has it: `markup` is WebVTT's, `settings` say where on the picture it stands. */
type MarkedCue = { from: number; to: number; line: number; settings: string; markup: string }

/**
 * Reads captions, WebVTT or SRT, and writes them anew as WebVTT that any browser takes: what can be read counts, what
 * cannot is named by its line. Cues stand in the order of their times.
 *
 * @param video cues that begin after its end are left out
 */
export function readCaptions(source: string, video: { durationSeconds: number } = UNKNOWN): Captions {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const isVtt = /^WEBVTT(?:[ \t\n]|$)/.test(text)
  const faults: CaptionFault[] = []
  const written = blocksOf(text).flatMap((block) => readBlock(block, { isVtt, faults }) ?? [])
  const end = video.durationSeconds > 0 ? video.durationSeconds : Infinity
  const read = written.filter(({ from }) => from < end)
  for (const { from, line } of written) if (from >= end) faults.push({ code: 'beyondEnd', line })
  for (const [place, cue] of read.entries()) {
    if (cue.from < (read[place - 1]?.from ?? 0)) faults.push({ code: 'outOfOrder', line: cue.line })
  }
  const sorted = read.toSorted((one, other) => one.from - other.from || one.to - other.to)
  const kept = sorted.slice(0, CAPTION_CUES_MAX)
  if (kept.length < sorted.length)
    faults.push({ code: 'tooManyCues', line: sorted[CAPTION_CUES_MAX]?.line ?? 1 })
  faults.sort((one, other) => one.line - other.line)
  return {
    cues: kept.map(({ from, to, markup }) => ({ from, to, text: plainOf(markup) })),
    faults,
    vtt: `WEBVTT\n${kept.map(cueText).join('')}`,
  }
}

const UNKNOWN = { durationSeconds: 0 }

type Block = { lines: string[]; line: number }

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') open = null
    else if (open === null) blocks.push((open = { lines: [line], line: index + 1 }))
    else open.lines.push(line)
  }
  return blocks
}

const TIMING = /^\s*(\S+)\s+-->\s+(\S+)(.*)$/

function readBlock(
  { lines, line }: Block,
  { isVtt, faults }: { isVtt: boolean; faults: CaptionFault[] },
): MarkedCue | null {
  const first = lines[0] ?? ''
  if (isVtt && /^(WEBVTT|NOTE)(?:\s|$)/.test(first) && !first.includes('-->')) return null
  if (isVtt && /^(STYLE|REGION)\s*$/.test(first)) {
    faults.push({ code: 'style', line })
    return null
  }
  const place = lines.findIndex((each) => each.includes('-->'))
  if (place < 0 || place > 1) {
    faults.push({ code: 'noTime', line })
    return null
  }
  const timed = TIMING.exec(lines[place] ?? '')
  const from = secondsOf(timed?.[1])
  const to = secondsOf(timed?.[2])
  const payload = lines.slice(place + 1).join('\n')
  const at = line + place
  if (from === null || to === null) faults.push({ code: 'badTime', line: at })
  else if (to <= from) faults.push({ code: 'endsBeforeStart', line: at })
  else if (plainOf(payload) === '') faults.push({ code: 'emptyCue', line: at })
  else {
    const settings = isVtt ? settingsOf(timed?.[3] ?? '') : ''
    return { from, to, line: at, settings, markup: isVtt ? checkedMarkup(payload) : markupOfSrt(payload) }
  }
  return null
}

/** `01:02:03.456`, without hours, or with SRT's comma; hours may have any number of digits. */
function secondsOf(stamp: string | undefined): number | null {
  const match = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})$/.exec(stamp ?? '')
  if (match === null) return null
  const [hours, minutes, seconds] = [Number(match[1] ?? 0), Number(match[2]), Number(match[3])]
  if (minutes > 59 || seconds > 59) return null
  return hours * 3600 + minutes * 60 + seconds + Number((match[4] ?? '').padEnd(3, '0')) / 1000
}

const SETTING = /^(vertical|line|position|size|align):[\w%.,-]+$/

function settingsOf(rest: string): string {
  const known = rest.split(/\s+/).filter((word) => SETTING.test(word))
  return known.length === 0 ? '' : ` ${known.join(' ')}`
}

/** An arrow inside the words would end them for a browser. */
function checkedMarkup(payload: string): string {
  return payload.replaceAll('-->', '→')
}

/** SRT knows bold, italics and underlining; colours and places (`{\an8}`) of players go. */
function markupOfSrt(payload: string): string {
  const shown = payload.replace(/\{\\[^{}]*\}/g, '').replace(/<\/?font\b[^<>]*>/gi, '')
  const escaped = shown.replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, '&amp;')
  return checkedMarkup(escaped.replace(/<(?!\/?[biu]>)/gi, '&lt;').replace(/<(\/?[BIU])>/g, lowerTag))
}

function lowerTag(_whole: string, name: string): string {
  return `<${name.toLowerCase()}>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '\u200E',
  rlm: '\u200F',
}

/**
 * The words alone, with who says them; readings above characters (ruby) are left out. No pattern looks past the next
 * bracket, so that a file of nothing but brackets takes no longer than another.
 */
function plainOf(markup: string): string {
  return markup
    .replace(/<rt>(?:(?!<rt>)[\s\S])*?<\/rt>/g, '')
    .replace(/<v(?:\.[^\s<>]*)?\s+([^\s<>][^<>]*)>/g, '$1: ')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_whole, name: string) => ENTITIES[name] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

function cueText({ from, to, settings, markup }: MarkedCue): string {
  return `\n${stampOf(from)} --> ${stampOf(to)}${settings}\n${markup}\n`
}

function stampOf(seconds: number): string {
  const thousandths = Math.round(seconds * 1000)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const rest = `${two((thousandths / 60_000) % 60)}:${two((thousandths / 1000) % 60)}`
  return `${two(thousandths / 3_600_000)}:${rest}.${String(thousandths % 1000).padStart(3, '0')}`
}
