import path from 'node:path'
import rehypeRaw from 'rehype-raw'
import rehypeSlug from 'rehype-slug'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type { CoursePlan, PlannedLesson } from './plan'
import { plannedLessons } from './plan'

/** Where an address inside a file leads: to a lesson of the same folder, with the heading it names. */
export type FoundLesson = { lesson: PlannedLesson; fragment: string; hasHeading: boolean }

const anchors = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSlug)

/** Finds lessons by what other files call them. */
export class LessonAddresses {
  readonly #byPath: Map<string, PlannedLesson>
  readonly #paths: string[]
  readonly #headings = new Map<string, Set<string>>()

  constructor(plan: CoursePlan) {
    this.#byPath = new Map(plannedLessons(plan).map((lesson) => [normal(lesson.path), lesson]))
    this.#paths = [...this.#byPath.keys()]
  }

  /** Null when the address names no lesson of the folder. */
  async find(from: string, address: string): Promise<FoundLesson | null> {
    const [file = '', fragment = ''] = splitFragment(address)
    const lesson = file === '' ? this.#byPath.get(normal(from)) : this.#lessonAt(from, file)
    if (lesson === undefined) return null
    const wanted = decode(fragment).toLowerCase()
    return {
      lesson,
      fragment: wanted,
      hasHeading: wanted === '' || (await this.#headingsOf(lesson)).has(wanted),
    }
  }

  #lessonAt(from: string, file: string): PlannedLesson | undefined {
    const plain = decode(file.split('?')[0] ?? '')
    const isAbsolute = plain.startsWith('/')
    const joined = isAbsolute ? plain.slice(1) : path.posix.join(path.posix.dirname(from), plain)
    const wanted = normal(path.posix.normalize(joined).replace(/\/$/, ''))
    const names = [wanted, `${wanted}.md`, `${wanted}.markdown`, `${wanted}/readme.md`, `${wanted}/index.md`]
    const direct = names.map((name) => this.#byPath.get(name)).find((found) => found !== undefined)
    if (direct !== undefined) return direct
    // A folder leads to its first lesson; an absolute address may begin above the folder that was imported.
    const inFolder = this.#paths.find((each) => each.startsWith(`${wanted}/`))
    const byTail = isAbsolute
      ? this.#paths.filter((each) => wanted.endsWith(`/${each}`) || each.endsWith(`/${wanted}`))
      : []
    return this.#byPath.get(inFolder ?? (byTail.length === 1 ? (byTail[0] ?? '') : ''))
  }

  async #headingsOf(lesson: PlannedLesson): Promise<Set<string>> {
    const known = this.#headings.get(lesson.path)
    if (known !== undefined) return known
    const tree = await anchors.run(anchors.parse(lesson.body))
    const found = new Set<string>()
    visit(tree, 'element', ({ properties }) => {
      if (typeof properties['id'] === 'string') found.add(properties['id'].toLowerCase())
    })
    this.#headings.set(lesson.path, found)
    return found
  }
}

/** The path of a picture as a file of the folder, seen from the file that shows it. */
export function picturePath(from: string, address: string): string {
  const plain = decode(address.split(/[?#]/)[0] ?? '')
  return plain.startsWith('/') ? plain.slice(1) : path.posix.join(path.posix.dirname(from), plain)
}

function splitFragment(address: string): [string, string] {
  const cut = address.indexOf('#')
  return cut < 0 ? [address, ''] : [address.slice(0, cut), address.slice(cut + 1)]
}

function normal(file: string): string {
  return file.toLowerCase()
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
