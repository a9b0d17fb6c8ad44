import 'server-only'
import type { LessonType } from '../constants'
import type { BringIn, LessonPlace } from '../lesson-archive'
import { LessonAddresses } from './addresses'
import type { Losses } from './losses'
import type { KeptVideo, MediaShelf } from './media'
import { isPart, type PartReader } from './parts'
import { plannedLessons, type CoursePlan, type PlannedLesson } from './plan'
import type { CourseFile } from '@/lib/media/commands/course-files'

/** What of a plan had to be brought in: by path of a lesson's file, and the film about the course. */
export type FinishedMedia = { ofLesson: Map<string, LessonMedia>; trailer: KeptVideo | null }
export type LessonMedia = {
  type: LessonType
  video: KeptVideo | null
  file: CourseFile | null
  embedUrl: string | null
  durationMinutes: number
  release: PlannedRelease | null
  /** Writes what belongs to a domain above. */
  part: BringIn<LessonPlace> | null
}
export type PlannedRelease =
  | { rule: 'afterDays'; days: number }
  | { rule: 'onDate'; day: string }
  /** `path` of the lesson's file. */
  | { rule: 'afterLesson'; path: string }

const FIELDS = ['video', 'file', 'embed', 'quiz', 'assignment'] as const
/** Fields that only a video has. */
const OF_VIDEO = ['poster', 'captions', 'markByHand'] as const

export async function finishMedia(
  plan: CoursePlan,
  {
    shelf,
    parts,
    losses,
    onLesson,
  }: {
    shelf: MediaShelf
    parts: PartReader
    losses: Losses
    onLesson?: (done: number, total: number) => void
  },
): Promise<FinishedMedia> {
  const releases = await releasesOf(plan, losses)
  const ofLesson = new Map<string, LessonMedia>()
  const lessons = plannedLessons(plan)
  for (const lesson of lessons) {
    onLesson?.(ofLesson.size, lessons.length)
    const media = await mediaOf(lesson, { shelf, losses })
    ofLesson.set(lesson.path, {
      ...media,
      durationMinutes: minutesOf(lesson, media.video),
      release: releases.get(lesson.path) ?? null,
      part: await parts.ofLesson(lesson, media.type),
    })
  }
  const { trailer } = plan.fields
  const named = { from: plan.description.path, line: plan.lines['trailer'] ?? null }
  return { ofLesson, trailer: trailer === undefined ? null : await shelf.video(named, trailer) }
}

type Shown = Pick<LessonMedia, 'type' | 'video' | 'file' | 'embedUrl'>
const ARTICLE: Shown = { type: 'article', video: null, file: null, embedUrl: null }

/** A lesson that shows nothing above its text, or whose file could not be taken, is an article. */
async function mediaOf(
  lesson: PlannedLesson,
  { shelf, losses }: { shelf: MediaShelf; losses: Losses },
): Promise<Shown> {
  const { media, path: from } = lesson
  const type = media.type ?? FIELDS.find((field) => media[field] !== undefined) ?? 'article'
  const stray = [...FIELDS, ...OF_VIDEO].filter(
    (field) => media[field] !== undefined && field !== type && !(type === 'video' && isOfVideo(field)),
  )
  for (const field of stray) losses.add('mediaUnused', from, { line: media.lines[field], detail: field })
  if (type === 'article') return ARTICLE
  if (isPart(type)) return { ...ARTICLE, type }
  const line = media.lines[type] ?? null
  if (type === 'embed' && media.embed !== undefined) return { ...ARTICLE, type, embedUrl: media.embed }
  if (type === 'video' && media.video !== undefined) {
    const { video, poster, captions } = media
    const kept = await shelf.video({ from, line }, { video, poster, captions })
    return kept === null ? ARTICLE : { ...ARTICLE, type, video: kept }
  }
  if (type === 'file' && media.file !== undefined) {
    const file = await shelf.document({ from, line, address: media.file })
    return file === null ? ARTICLE : { ...ARTICLE, type, file }
  }
  losses.add('lessonWithoutMedia', from, { line: media.lines['type'], detail: type })
  return ARTICLE
}

function isOfVideo(field: string): boolean {
  return (OF_VIDEO as readonly string[]).includes(field)
}

/** What the file says, else the video's own length, else the time to read the text. */
function minutesOf(lesson: PlannedLesson, video: KeptVideo | null): number {
  const isMeasured = !lesson.isTimed && video !== null && video.durationSeconds > 0
  return isMeasured ? Math.max(1, Math.round(video.durationSeconds / 60)) : lesson.durationMinutes
}

/** A lesson waits for another one of the folder; one that would wait for itself, round a circle, waits for nothing. */
async function releasesOf(plan: CoursePlan, losses: Losses): Promise<Map<string, PlannedRelease>> {
  const addresses = new LessonAddresses(plan)
  const found = new Map<string, PlannedRelease>()
  for (const { path, media } of plannedLessons(plan)) {
    const { release, lines } = media
    if (release === undefined) continue
    if ('afterDays' in release) found.set(path, { rule: 'afterDays', days: release.afterDays })
    else if ('onDate' in release) found.set(path, { rule: 'onDate', day: release.onDate })
    else {
      const place = { line: lines['release'], detail: release.afterLesson }
      const target = await addresses.find(path, release.afterLesson)
      if (target === null) losses.add('releaseLessonMissing', path, place)
      else if (waitsFor(target.lesson.path, path, found)) losses.add('releaseCircle', path, place)
      else found.set(path, { rule: 'afterLesson', path: target.lesson.path })
    }
  }
  return found
}

/** Whether a lesson is, or waits in the end for, another one. */
function waitsFor(path: string, other: string, releases: ReadonlyMap<string, PlannedRelease>): boolean {
  for (let at: string | null = path; at !== null;) {
    if (at === other) return true
    const release = releases.get(at)
    at = release?.rule === 'afterLesson' ? release.path : null
  }
  return false
}
