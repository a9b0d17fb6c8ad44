import { location } from '../errors.ts'

/** A PCRE pattern in JavaScript's spelling, and what its matching may cost. */
export type Translation = {
  source: string
  /** Quantifiers in the pattern: with none nested, a text of n characters costs at most about n^(quantifiers + 1) steps. */
  quantifiers: number
  /** A quantifier stands on a group: the cost may double with every character. */
  isNested: boolean
}

/** The options of a whole pattern; `i` is left to JavaScript. */
type Options = { m: boolean; s: boolean; x: boolean }

const ESCAPES: Record<string, string> = {
  A: '(?<![\\s\\S])',
  z: '(?![\\s\\S])',
  Z: '(?=\\n?(?![\\s\\S]))',
  R: '(?:\\r\\n|[\\n-\\r])',
  s: '[\\t-\\r ]',
  S: '[^\\t-\\r ]',
  h: '[ \\t]',
  a: '\\x07',
  e: '\\x1b',
}
const CLASS_ESCAPES: Record<string, string> = { s: '\\t-\\r ', h: ' \\t', a: '\\x07', e: '\\x1b' }
const POSIX: Record<string, string> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t-\\r ',
  punct: '!-\\/:-@\\[-`\\{-~',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
  blank: ' \\t',
}
/** PCRE cannot repeat what is not there; JavaScript's own check does not see all of this. */
const REFUSED = /^\((?:\?[>|&PR0-9](?!<)|\*)/
const MODIFIERS = /^\(\?[imsx-]+[):]/

/**
 * Rewrites what the two languages spell or mean differently: line ends (`\n` alone, and `$` also before a last one), white space
 * (ASCII), `\A \z \Z \Q…\E \x{…}`, POSIX classes, comments, layout under `x`. What JavaScript has no word for (atomic and
 * recursive groups, possessive quantifiers, options other than `i` in mid-pattern) is refused. Source: pcre2pattern(3).
 */
export function translatePcre(pattern: string, options: Options): Translation {
  return new Translator(pattern, options).run()
}

class Translator {
  private at = 0
  private out = ''
  private quantifiers = 0
  private isNested = false
  private readonly pattern: string
  private readonly options: Options

  constructor(pattern: string, options: Options) {
    this.pattern = pattern
    this.options = options
  }

  run(): Translation {
    while (this.at < this.pattern.length) this.step()
    return { source: this.out, quantifiers: this.quantifiers, isNested: this.isNested }
  }

  private step(): void {
    const letter = this.pattern[this.at] as string
    switch (letter) {
      case '\\':
        return this.escape()
      case '[':
        return this.characterClass()
      case '(':
        return this.group()
      case '.':
        return this.emit(1, this.options.s ? '[\\s\\S]' : '[^\\n]')
      case '^':
        return this.emit(1, this.options.m ? '(?<![^\\n])' : '^')
      case '$':
        return this.emit(1, this.options.m ? '(?![^\\n])' : '(?=\\n?(?![\\s\\S]))')
      case '*':
      case '+':
      case '?':
      case '{':
        return this.quantifier()
      default:
        return this.options.x && this.layout() ? undefined : this.emit(1, letter)
    }
  }

  private emit(taken: number, text: string): void {
    this.at += taken
    this.out += text
  }

  /** Option x: white space and comments are layout. */
  private layout(): boolean {
    const found = /^(?:[\t-\r ]+|#[^\n]*)/.exec(this.pattern.slice(this.at))
    this.at += found?.[0].length ?? 0
    return found !== null
  }

  private escape(): void {
    const rest = this.pattern.slice(this.at)
    const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest)
    if (quoted !== null) return this.emit(quoted[0].length, quote(quoted[1] ?? ''))
    const code = /^\\x\{([0-9a-fA-F]+)\}/.exec(rest)
    if (code !== null) return this.emit(code[0].length, `\\u{${code[1]}}`)
    const named = /^\\(?:[pP]\{[^}]*\}|k<\w+>)/.exec(rest)
    if (named !== null) return this.emit(named[0].length, named[0])
    const letter = rest[1] ?? ''
    if ('GKXC'.includes(letter) && letter !== '') throw invalid(`\\${letter} is not supported`)
    this.emit(1 + letter.length, ESCAPES[letter] ?? plainEscape(letter))
  }

  private group(): void {
    const rest = this.pattern.slice(this.at)
    const comment = /^\(\?#[^)]*\)/.exec(rest)
    if (comment !== null) return this.emit(comment[0].length, '')
    const modifiers = MODIFIERS.exec(rest)?.[0]
    if (REFUSED.test(rest) || (modifiers !== undefined && !/^\(\?-?i:/.test(modifiers)))
      throw invalid(`unsupported group ${modifiers ?? rest.slice(0, 4)}`)
    if (rest.startsWith('(?P<')) return this.emit(4, '(?<')
    this.emit(1, '(')
    // What follows `(?` belongs to the group and is no quantifier.
    if (rest[1] === '?') this.emit(1, '?')
  }

  private quantifier(): void {
    const found = /^(?:[*+?]|\{\d+(?:,\d*)?\})([+?]?)/.exec(this.pattern.slice(this.at))
    if (found === null) return this.emit(1, '\\{')
    if (found[1] === '+') throw invalid('possessive quantifiers are not supported')
    this.quantifiers += 1
    if (this.out.endsWith(')')) this.isNested = true
    this.emit(found[0].length, found[0])
  }

  private characterClass(): void {
    const start = /^\[\^?\]?/.exec(this.pattern.slice(this.at))?.[0] ?? '['
    this.emit(start.length, start.endsWith(']') ? `${start.slice(0, -1)}\\]` : start)
    while (this.at < this.pattern.length) {
      const rest = this.pattern.slice(this.at)
      if (rest.startsWith(']')) return this.emit(1, ']')
      const posix = /^\[:(\^?)(\w+):\]/.exec(rest)
      if (posix !== null) this.emit(posix[0].length, posixClass(posix[1] === '^', posix[2] ?? ''))
      else if (rest.startsWith('\\')) this.classEscape(rest)
      else this.emit(1, rest.startsWith('[') ? '\\[' : (rest[0] ?? ''))
    }
  }

  private classEscape(rest: string): void {
    const code = /^\\x\{([0-9a-fA-F]+)\}/.exec(rest)
    if (code !== null) return this.emit(code[0].length, `\\u{${code[1]}}`)
    const property = /^\\[pP]\{[^}]*\}/.exec(rest)
    if (property !== null) return this.emit(property[0].length, property[0])
    const letter = rest[1] ?? ''
    this.emit(1 + letter.length, CLASS_ESCAPES[letter] ?? plainEscape(letter))
  }
}

/** PCRE lets any sign be escaped; JavaScript, in Unicode mode, only those that mean something. */
function plainEscape(letter: string): string {
  return /[^\w^$\\.*+?()[\]{}|/-]/u.test(letter) ? letter : `\\${letter}`
}

function quote(text: string): string {
  return text.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')
}

function posixClass(isNegated: boolean, name: string): string {
  const members = POSIX[name]
  if (members === undefined || isNegated) throw invalid(`unknown POSIX class name ${name}`)
  return members
}

/** MongoDB's refusal of a pattern. */
export function invalid(reason: string): Error {
  return location(51091, `Regular expression is invalid: ${reason}`)
}
