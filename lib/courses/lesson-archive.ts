import type { Types } from 'mongoose'
import type { z } from 'zod'
import { processWide } from '@/lib/platform/process-wide'
import type { ExportedCopy } from './constants'
import type { LossCode } from './import/losses'

/** Where something of an archive stands, for the report. */
export type ArchivePlace = { file: string; line: number | null }
type Lost = (code: LossCode, detail: string, place?: ArchivePlace) => void

/** What the front matter of a file says under one field. */
export type ArchiveField = {
  said: Readonly<Record<string, unknown>>
  /** Tells the report what was not taken; without a place, of the field itself. */
  lost: Lost
}

export type LessonWriter = {
  course: Types.ObjectId
  copy: ExportedCopy
  /** Writes a file beside the lesson's own, of the same name but for its ending; answers how the lesson names it. */
  file(ending: string, text: string): Promise<string>
  /** A Markdown text whose pictures and links lead to files of the archive. */
  text(markdown: string): Promise<string>
}
export type LessonReader = ArchiveField & {
  /** Whose course it is or becomes. */
  teacher: Types.ObjectId
  /** A text file of the archive as the lesson names it; null, and reported, where there is none. */
  file(address: string): Promise<{ path: string; text: string } | null>
  /** The other way round; what leads nowhere is reported by its place. */
  text(markdown: string, place?: ArchivePlace): Promise<string>
}

/** Writes what was read, inside the caller's transaction, and says whether that changed anything. */
export type BringIn<Place> = (place: Place) => Promise<boolean>
export type LessonPlace = { lesson: Types.ObjectId; course: Types.ObjectId; by: Types.ObjectId | null }

/** How the lessons of a type that belongs to a higher domain stand in an archive: under a field named like the type. */
export type LessonArchive = {
  /** What the lesson's file says under the field; null where nobody has written anything yet. */
  write(lesson: Types.ObjectId, into: LessonWriter): Promise<Record<string, unknown> | null>
  read(from: LessonReader): Promise<BringIn<LessonPlace>>
}

/** What a higher domain keeps of a whole course, under a field of `course.md`. */
export type CourseArchive = {
  field: 'grades'
  /** `fileOf` answers how `course.md` names a lesson; undefined for those that are not exported. */
  write(
    course: Types.ObjectId,
    fileOf: (lesson: Types.ObjectId) => string | undefined,
  ): Promise<Record<string, unknown> | null>
  read(
    from: ArchiveField & { lessonAt(address: string): Promise<Types.ObjectId | null> },
  ): Promise<BringIn<Types.ObjectId>>
}

const archives = processWide('courseArchives', () => new Map<string, CourseArchive>())

/** Called where lesson parts are registered. */
export function registerCourseArchive(archive: CourseArchive): void {
  archives.set(archive.field, archive)
}

/** Those that are registered. */
export function courseArchives(): CourseArchive[] {
  return [...archives.values()]
}

type Shape = Readonly<Record<string, z.ZodType>>

/**
 * The fields of `shape` as a front matter says them. One that does not fit is reported and left out, and so is every
 * other that is not one of `alsoKnown`.
 *
 * @param name of the field that holds them
 */
export function fieldsSaid<T extends Shape>(
  { said, lost }: ArchiveField,
  name: string,
  { shape, alsoKnown = [] }: { shape: T; alsoKnown?: readonly string[] },
): { [Name in keyof T]?: z.output<T[Name]> } {
  const values: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(said)) {
    if (value === null || alsoKnown.includes(field)) continue
    const schema = Object.hasOwn(shape, field) ? shape[field] : undefined
    const parsed = schema?.safeParse(value)
    if (parsed === undefined) lost('unknownField', `${name}.${field}`)
    else if (parsed.success) values[field] = parsed.data
    else lost('badField', `${name}.${field}: ${parsed.error.issues[0]?.message ?? ''}`)
  }
  return values as { [Name in keyof T]?: z.output<T[Name]> }
}
