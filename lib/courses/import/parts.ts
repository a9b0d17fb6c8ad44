import 'server-only'
import type { Types } from 'mongoose'
import { AppError } from '@/lib/platform/errors'
import { decodeText } from '@/lib/utils/decode-text'
import {
  courseArchives,
  type ArchiveField,
  type ArchivePlace,
  type BringIn,
  type LessonPlace,
} from '../lesson-archive'
import { lessonParts } from '../lesson-parts'
import type { LessonType } from '../constants'
import { LessonAddresses, picturePath } from './addresses'
import type { FinishText } from './bodies'
import type { LossCode, Losses } from './losses'
import type { CoursePlan, PlannedLesson } from './plan'
import { readInside } from './read-folder'

/** The working copy of a quiz has at most 16 MB; in a file each sign may take three. */
const MOST_TEXT_BYTES = 32 * 1024 ** 2

const PARTS = ['quiz', 'assignment'] as const

/** Whether lessons of this type belong to a domain above. */
export function isPart(type: LessonType): type is (typeof PARTS)[number] {
  return (PARTS as readonly string[]).includes(type)
}

type Context = {
  folder: string
  plan: CoursePlan
  /** Whose course it is or becomes. */
  teacher: Types.ObjectId
  finish: FinishText
  losses: Losses
}

/** Has the domains above courses read what a folder says of theirs. */
export class PartReader {
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  /** What brings a lesson's part in; null where nobody wrote one, or nobody here knows the type. */
  async ofLesson({ path, media }: PlannedLesson, type: LessonType): Promise<BringIn<LessonPlace> | null> {
    const said = isPart(type) ? media[type] : undefined
    const part = lessonParts().find((each) => each.type === type)
    if (said === undefined || part === undefined) return null
    const { teacher, finish } = this.#context
    const here = { file: path, line: media.lines[type] ?? null }
    return part.archive.read({
      ...this.#field(said, here),
      teacher,
      file: (address) => this.#file(address, here),
      text: (body, place = here) =>
        mayHoldAddress(body)
          ? finish({ path: place.file, body, bodyLine: place.line ?? 1 })
          : Promise.resolve(body),
    })
  }

  /** The same of what `course.md` says. */
  async ofCourse(idOfPath: (file: string) => Types.ObjectId | undefined): Promise<BringIn<Types.ObjectId>[]> {
    const { plan } = this.#context
    const { path: file } = plan.description
    const addresses = new LessonAddresses(plan)
    const read: BringIn<Types.ObjectId>[] = []
    for (const archive of courseArchives()) {
      const said = plan.fields[archive.field]
      if (said === undefined) continue
      const lessonAt = async (address: string) => {
        const found = await addresses.find(file, address)
        return (found && idOfPath(found.lesson.path)) ?? null
      }
      const here = { file, line: plan.lines[archive.field] ?? null }
      read.push(await archive.read({ ...this.#field(said, here), lessonAt }))
    }
    return read
  }

  #field(said: Readonly<Record<string, unknown>>, here: ArchivePlace): ArchiveField {
    const lost = (code: LossCode, detail: string, { file, line }: ArchivePlace = here) =>
      this.#context.losses.add(code, file, { line, detail })
    return { said, lost }
  }

  async #file(address: string, { file, line }: ArchivePlace): Promise<{ path: string; text: string } | null> {
    const { folder, losses } = this.#context
    const path = picturePath(file, address)
    const bytes = await readInside(folder, path, MOST_TEXT_BYTES).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
    if (bytes === null) {
      losses.add('mediaMissing', file, { line, detail: address })
      return null
    }
    const { text, isGuessed } = decodeText(bytes)
    if (isGuessed) losses.add('encodingGuessed', path)
    return { path, text }
  }
}

/** Most texts of questions are words alone, and stay as they stand. */
function mayHoldAddress(text: string): boolean {
  return /[[<]|www\.|:\/\//.test(text)
}
