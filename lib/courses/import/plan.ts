import path from 'node:path'
import { slugOf } from '@/lib/utils/slug'
import { COURSE_LIMITS, LESSON_LIMITS, RESERVED_SLUGS } from '../constants'
import {
  COURSE_FIELDS,
  LESSON_FIELDS,
  MODULE_FIELDS,
  readFrontMatter,
  type FrontMatter,
} from './front-matter'
import type { Losses } from './losses'
import type { SourceFile, SourceFolder } from './read-folder'
import { firstHeading, minutesToRead, plainText, withoutTitle } from './words'

export type PlannedLesson = {
  /** Which lesson it is at the next import too: its path without the numbers that only order it. */
  key: string
  path: string
  title: string
  slug: string
  description: string
  body: string
  /** The line of the file on which the body begins. */
  bodyLine: number
  durationMinutes: number
  /** Whether the file itself says how long the lesson takes. */
  isTimed: boolean
  isPreview: boolean
  isRequired: boolean
  /** What stands above the text and when the lesson opens, as the file says it. */
  media: PlannedMedia
}
export type PlannedMedia = Pick<
  FrontMatter<typeof LESSON_FIELDS>['values'],
  | 'type'
  | 'video'
  | 'poster'
  | 'captions'
  | 'markByHand'
  | 'file'
  | 'embed'
  | 'quiz'
  | 'assignment'
  | 'release'
> & { lines: Readonly<Record<string, number>> }
export type PlannedSection = { title: string; lessons: PlannedLesson[] }
export type PlannedModule = { title: string; description: string; sections: PlannedSection[] }
export type CoursePlan = {
  title: string
  slug: string
  fields: FrontMatter<typeof COURSE_FIELDS>['values']
  lines: Readonly<Record<string, number>>
  description: SourceText
  modules: PlannedModule[]
}
export type SourceText = { path: string; body: string; bodyLine: number }

const COURSE_FILE = 'course.md'
const MODULE_FILE = 'module.md'
const NOT_LESSONS = /^(licen[cs]e|contributing|code_of_conduct|changelog)(\.|$)/i

/**
 * What course a folder is: folders in it are modules, folders in those are sections, every other Markdown file is a
 * lesson, all in natural order.
 */
export function planCourse(root: SourceFolder, name: string, losses: Losses): CoursePlan {
  const file = root.files.find((each) => each.name.toLowerCase() === COURSE_FILE)
  const matter = readFrontMatter(file ?? { path: COURSE_FILE, text: '' }, COURSE_FIELDS, losses)
  const title = matter.values.title ?? firstHeading(matter.body) ?? titleOfName(name)
  const text = withoutTitle(matter.body, title)
  const loose = lessonsOfFiles(root.files, losses)
  const modules = [
    ...(loose.length > 0 ? [{ title, description: '', sections: [{ title: '', lessons: loose }] }] : []),
    ...root.folders.filter(holdsLessons).map((folder) => planModule(folder, losses)),
  ]
  return {
    title,
    slug: openSlug(matter.values.slug ?? (slugOf(name) || slugOf(title) || fallbackSlug(name))),
    fields: matter.values,
    lines: matter.lines,
    description: {
      path: file?.path ?? COURSE_FILE,
      body: cut(text, COURSE_LIMITS.descriptionLength, { file: file?.path ?? COURSE_FILE, losses }),
      bodyLine: matter.bodyLine + linesBefore(text, matter.body),
    },
    modules: withDistinctKeys(withinLimits(modules, losses)),
  }
}

/** Every lesson of a plan, in order. */
export function plannedLessons(plan: { modules: PlannedModule[] }): PlannedLesson[] {
  return plan.modules.flatMap((module) => module.sections.flatMap((section) => section.lessons))
}

function planModule(folder: SourceFolder, losses: Losses): PlannedModule {
  const matter = readModuleFile(folder, losses)
  const title = matter.values.title ?? firstHeading(matter.body) ?? titleOfName(folder.name)
  const own = lessonsOfFiles(folder.files, losses)
  const description = matter.values.description ?? plainText(withoutTitle(matter.body, title))
  return {
    title,
    description: cut(description, COURSE_LIMITS.descriptionLength, { file: folder.path, losses }),
    sections: [
      ...(own.length > 0 ? [{ title: '', lessons: own }] : []),
      ...folder.folders.filter(holdsLessons).flatMap((inner) => planSections(inner, '', losses)),
    ],
  }
}

/** Folders below a section become sections of their own, named by the way to them. */
function planSections(folder: SourceFolder, above: string, losses: Losses): PlannedSection[] {
  const matter = readModuleFile(folder, losses)
  const own = matter.values.title ?? firstHeading(matter.body) ?? titleOfName(folder.name)
  const title = (above === '' ? own : `${above} · ${own}`).slice(0, COURSE_LIMITS.titleLength)
  const lessons = lessonsOfFiles(folder.files, losses)
  return [
    ...(lessons.length > 0 ? [{ title, lessons }] : []),
    ...folder.folders.filter(holdsLessons).flatMap((inner) => planSections(inner, title, losses)),
  ]
}

function readModuleFile(folder: SourceFolder, losses: Losses): FrontMatter<typeof MODULE_FIELDS> {
  const file = folder.files.find((each) => each.name.toLowerCase() === MODULE_FILE)
  return readFrontMatter(file ?? { path: folder.path, text: '' }, MODULE_FIELDS, losses)
}

function lessonsOfFiles(files: SourceFile[], losses: Losses): PlannedLesson[] {
  return files.filter(isLesson).map((file) => planLesson(file, losses))
}

function planLesson(file: SourceFile, losses: Losses): PlannedLesson {
  const { values, body, bodyLine, lines } = readFrontMatter(file, LESSON_FIELDS, losses)
  const title = (values.title ?? firstHeading(body) ?? titleOfName(file.name)).slice(
    0,
    LESSON_LIMITS.titleLength,
  )
  const text = withoutTitle(body, title)
  return {
    key: values.key ?? keyOfPath(file.path),
    path: file.path,
    title,
    slug: slugOf(title) || slugOf(file.name.replace(/\.\w+$/, '')) || 'lesson',
    description: values.description ?? '',
    body: cut(text, LESSON_LIMITS.bodyLength, { file: file.path, losses }),
    bodyLine: bodyLine + linesBefore(text, body),
    durationMinutes: values.durationMinutes ?? minutesToRead(body),
    isTimed: values.durationMinutes !== undefined,
    isPreview: values.isPreview ?? false,
    isRequired: values.required ?? true,
    media: { ...mediaOf(values), lines },
  }
}

function mediaOf(values: FrontMatter<typeof LESSON_FIELDS>['values']): Omit<PlannedMedia, 'lines'> {
  const { type, video, poster, captions, markByHand, file, embed, quiz, assignment, release } = values
  return { type, video, poster, captions, markByHand, file, embed, quiz, assignment, release }
}

/** How many lines of the whole stand before its end part. */
function linesBefore(end: string, whole: string): number {
  return whole.slice(0, whole.length - end.length).split('\n').length - 1
}

function isLesson(file: SourceFile): boolean {
  const name = file.name.toLowerCase()
  return name !== COURSE_FILE && name !== MODULE_FILE && !NOT_LESSONS.test(name)
}

function holdsLessons(folder: SourceFolder): boolean {
  return folder.files.some(isLesson) || folder.folders.some(holdsLessons)
}

function withinLimits(modules: PlannedModule[], losses: Losses): PlannedModule[] {
  let room: number = COURSE_LIMITS.lessons
  const keep = (lessons: PlannedLesson[]) => {
    const kept = lessons.slice(0, room)
    room -= kept.length
    for (const lesson of lessons.slice(kept.length)) losses.add('tooManyLessons', lesson.path)
    return kept
  }
  return modules.slice(0, COURSE_LIMITS.modules).map((module) => ({
    ...module,
    title: module.title.slice(0, COURSE_LIMITS.titleLength),
    sections: module.sections
      .slice(0, COURSE_LIMITS.sectionsPerModule)
      .map((section) => ({ ...section, lessons: keep(section.lessons) })),
  }))
}

/** Two files that differ in their numbers alone keep them in their keys. */
function withDistinctKeys(modules: PlannedModule[]): PlannedModule[] {
  const lessons = plannedLessons({ modules })
  const seen = new Map<string, number>()
  for (const { key } of lessons) seen.set(key, (seen.get(key) ?? 0) + 1)
  for (const lesson of lessons) if ((seen.get(lesson.key) ?? 0) > 1) lesson.key = lesson.path.toLowerCase()
  return modules
}

/** What a lesson is recognised by where its file does not say: its path without the numbers that only order it. */
export function keyOfPath(file: string): string {
  const names = file.replace(/\.(md|markdown)$/i, '').split('/')
  return names.map((name) => withoutNumber(name).toLowerCase()).join('/')
}

/** `02-reading_well.md` → “Reading well”. */
function titleOfName(name: string): string {
  const words = withoutNumber(name.replace(/\.(md|markdown)$/i, ''))
    .replace(/[-_]+/g, ' ')
    .trim()
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}

function withoutNumber(name: string): string {
  return name.replace(/^\d+(?:\.\d+)*[-_. )]+(?=\S)/, '')
}

/** A slug that stands for something else in the addresses gets a second word. */
function openSlug(slug: string): string {
  return RESERVED_SLUGS.includes(slug) ? `${slug}-course` : slug
}

/** For names of which no Latin letter is left: always the same for the same name. */
function fallbackSlug(name: string): string {
  let hash = 7
  for (const letter of path.basename(name)) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 2_147_483_647
  return `course-${hash.toString(36)}`
}

function cut(text: string, most: number, { file, losses }: { file: string; losses: Losses }): string {
  if (text.length <= most) return text
  losses.add('textCut', file, { detail: `${most}` })
  return text.slice(0, most)
}
