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
/** Ids of a text's headings by their letters alone. */
type Headings = Map<string, string>

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
  readonly #headings = new Map<string, Headings>()

  constructor(plan: CoursePlan) {
    this.#byPath = new Map(plannedLessons(plan).map((lesson) => [normal(lesson.path), lesson]))
    this.#paths = [...this.#byPath.keys()]
  }

  /** Null when the address names no lesson of the folder. */
  async find(from: string, address: string): Promise<FoundLesson | null> {
    const [file = '', fragment = ''] = splitFragment(address)
    const lesson = file === '' ? this.#byPath.get(normal(from)) : this.#lessonAt(from, file)
    if (lesson === undefined) return null
    const wanted = lettersOf(decode(fragment))
    const heading = wanted === '' ? '' : (await this.#headingsOf(lesson)).get(wanted)
    return { lesson, fragment: heading ?? '', hasHeading: heading !== undefined }
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

  async #headingsOf(lesson: PlannedLesson): Promise<Headings> {
    const known = this.#headings.get(lesson.path)
    if (known !== undefined) return known
    const tree = await anchors.run(anchors.parse(lesson.body))
    const found: Headings = new Map()
    visit(tree, 'element', ({ properties: { id } }) => {
      if (typeof id === 'string' && !found.has(lettersOf(id))) found.set(lettersOf(id), id)
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

/**
 * The file of the folder that a picture at another site is a copy of: repositories show their own pictures through such
 * addresses. At least its folder and its name have to agree.
 */
export function copyOf(address: string, pictures: ReadonlySet<string>): string | undefined {
  const names = decode(URL.parse(address)?.pathname ?? '').split('/')
  for (let from = 1; from < names.length - 1; from += 1) {
    const tail = names.slice(from).join('/')
    if (pictures.has(tail)) return tail
  }
  return undefined
}

function splitFragment(address: string): [string, string] {
  const cut = address.indexOf('#')
  return cut < 0 ? [address, ''] : [address.slice(0, cut), address.slice(cut + 1)]
}

/** Sites write the ids of headings in different ways (`1-1-part`, `11-part`, `1_1_part`); their letters are the same. */
function lettersOf(id: string): string {
  return id.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
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
