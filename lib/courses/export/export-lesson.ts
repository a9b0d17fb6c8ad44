import type { Types } from 'mongoose'
import { keyOfPath } from '../import/plan'
import { rewriteMarkdown } from '../import/rewrite'
import { dayOf } from '@/lib/utils/dates'
import type { ExportedCopy } from '../constants'
import type { LessonContent } from '../commands/lesson-content'
import { lessonParts } from '../lesson-parts'
import { addressFrom } from './export-paths'
import { textOf, type ExportedMedia, type FileWriter } from './export-media'
import { matterOf, type Matter } from './matter'

export type ExportedLesson = LessonContent & { _id: Types.ObjectId; importKey?: string | null }
export type ExportContext = {
  course: Types.ObjectId
  copy: ExportedCopy
  write: FileWriter
  media: ExportedMedia
  /** The file of each lesson by its id. */
  fileOf: ReadonlyMap<string, string>
  timeZone: string
  /** Told of what could not be written. */
  lost: (file: string, what: string) => void
}

/** A lesson as a file of the course's folder. */
export async function lessonText(lesson: ExportedLesson, context: ExportContext): Promise<string> {
  const file = context.fileOf.get(lesson._id.toHexString()) ?? ''
  const key = lesson.importKey ?? undefined
  const matter: Matter = {
    title: lesson.title,
    key: key === keyOfPath(file) ? undefined : key,
    description: lesson.description,
    durationMinutes: lesson.durationMinutes,
    isPreview: lesson.isPreview || undefined,
    required: lesson.isRequired ? undefined : false,
    ...(await shownAbove(lesson, file, context)),
    release: releaseOf(lesson.release, file, context),
  }
  return matterOf(matter) + (await bodyText(file, lesson.body, context))
}

/** A Markdown text with its links and pictures leading to files of the folder again. */
export async function bodyText(file: string, source: string, context: ExportContext): Promise<string> {
  const pictures = new Map<string, string | null>()
  for (const address of picturesOf(source)) {
    const target = await context.media.bring({ address })
    if (target === null) context.lost(file, address)
    pictures.set(address, target)
  }
  const silent = () => undefined
  return rewriteMarkdown(source, 1, {
    link: (address) => {
      const [, id, fragment = ''] = /^lesson:([0-9a-f]{24})(#.*)?$/.exec(address) ?? []
      if (id === undefined) return address
      const target = context.fileOf.get(id)
      if (target === undefined) context.lost(file, address)
      return target === undefined ? null : addressFrom(file, target) + fragment
    },
    picture: (address) => {
      const target = pictures.get(address)
      return target == null ? address : addressFrom(file, target)
    },
    dropped: silent,
    removed: silent,
    embed: silent,
  })
}

/** The pictures of ours that a text shows. */
function picturesOf(source: string): Set<string> {
  const found = new Set<string>()
  const silent = () => undefined
  rewriteMarkdown(source, 1, {
    link: (address) => address,
    picture: (address) => {
      if (address.startsWith('/api/uploads/public/')) found.add(address)
      return address
    },
    dropped: silent,
    removed: silent,
    embed: silent,
  })
  return found
}

async function shownAbove(lesson: ExportedLesson, file: string, context: ExportContext): Promise<Matter> {
  if (lesson.type === 'video' && lesson.video) {
    const film = await filmOf(lesson.video, file, context)
    return { type: 'video', ...film, markByHand: lesson.video.mayMarkByHand || undefined }
  }
  if (lesson.type === 'file' && lesson.file) {
    const target = await context.media.bring({ uploadId: lesson.file.upload.toHexString() })
    if (target === null) context.lost(file, 'file')
    return { type: 'file', file: target === null ? undefined : addressFrom(file, target) }
  }
  if (lesson.type === 'embed' && lesson.embed) return { type: 'embed', embed: lesson.embed.url }
  return lesson.type === 'article' ? {} : partOf(lesson, file, context)
}

/** What a domain above keeps of the lesson, with the files it has beside it. */
async function partOf({ _id, type }: ExportedLesson, file: string, context: ExportContext): Promise<Matter> {
  const part = lessonParts().find((each) => each.type === type)
  if (part === undefined) context.lost(file, type)
  const { course, copy, write } = context
  const said = await part?.archive.write(_id, {
    course,
    copy,
    file: async (ending, text) => {
      const target = file.replace(/\.md$/, ending)
      await write(target, textOf(text))
      return addressFrom(file, target)
    },
    text: (markdown) =>
      mayHoldAddress(markdown) ? bodyText(file, markdown, context) : Promise.resolve(markdown),
  })
  return { type, [type]: said ?? undefined }
}

/** Of ours; every other text goes out as it stands. */
function mayHoldAddress(markdown: string): boolean {
  return markdown.includes('/api/uploads/public/') || /\blesson:[0-9a-f]{24}/.test(markdown)
}

type Film = {
  source: string
  upload?: Types.ObjectId | null
  url?: string | null
  posterUrl?: string | null
  captions: readonly { language: string; upload: Types.ObjectId }[]
}

/** `video`, `poster` and `captions` of a lesson or a trailer, seen from the file that names them. */
export async function filmOf(film: Film, file: string, { media, lost }: ExportContext): Promise<Matter> {
  const bring = async (what: string, name: Parameters<ExportedMedia['bring']>[0] | null) => {
    const target = name === null ? null : await media.bring(name)
    if (target === null && name !== null) lost(file, what)
    return target === null ? undefined : addressFrom(file, target)
  }
  const captions: Record<string, string> = {}
  for (const { language, upload } of film.captions) {
    const target = await bring(`captions ${language}`, { uploadId: upload.toHexString() })
    if (target !== undefined) captions[language] = target
  }
  return {
    video:
      film.source === 'link'
        ? (film.url ?? undefined)
        : await bring('video', film.upload ? { uploadId: film.upload.toHexString() } : null),
    poster: await bring('poster', film.posterUrl ? { address: film.posterUrl } : null),
    captions: film.captions.length > 0 ? captions : undefined,
  }
}

function releaseOf(release: LessonContent['release'], file: string, { fileOf, timeZone }: ExportContext) {
  if (release?.rule === 'afterDays') return { afterDays: release.days ?? 0 }
  if (release?.rule === 'onDate' && release.at) return { onDate: dayOf(release.at, timeZone) }
  const target = release?.lesson && fileOf.get(release.lesson.toHexString())
  return target ? { afterLesson: addressFrom(file, target) } : undefined
}
