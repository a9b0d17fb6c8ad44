import 'server-only'
import { forgetUpload, keepPublicPicture, readWhole } from '@/lib/media/commands/store'
import { getPublicUpload } from '@/lib/media/queries'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { processWide } from '@/lib/platform/process-wide'
import { storage } from '@/lib/platform/storage/port'
import type { ServedFile } from '@/lib/platform/storage/serve'
import { CoursePicture } from '@/models/course-picture'
import { drawPicture } from '../picture/draw'
import {
  PICTURE_SIZE,
  pictureAddressOf,
  pictureFactsOf,
  pictureVersionOf,
  type PictureFacts,
} from '../picture/facts'
import { getCourse } from '../queries/course'

type Picture = { file: ServedFile } | { isAt: string }

/**
 * The picture that other sites show of a link to a course. Drawn when somebody asks for it first and kept until it would
 * show something else; an address from before leads to the present one.
 */
export async function getCoursePicture(
  viewer: Viewer,
  { slug, version, academy }: { slug: string; version: string; academy: string },
): Promise<Picture> {
  const course = await getCourse(viewer, { slug })
  const facts = pictureFactsOf(course, academy)
  if (pictureVersionOf(facts) !== version) return { isAt: pictureAddressOf(facts) }
  const kept = await CoursePicture.findOne({ course: toObjectId(course.id), version })
    .select({ file: 1 })
    .lean()
  const file = kept?.file ?? (await keepOnce(viewer, { courseId: course.id, facts, version }))
  return { file: await getPublicUpload(viewer, file) }
}

type Wanted = { courseId: string; facts: PictureFacts; version: string }

/** Drawing costs a quarter of a second: however many ask at once, a process draws it once for all of them. */
function keepOnce(viewer: Viewer, wanted: Wanted): Promise<string> {
  const atWork = processWide('coursePictures', () => new Map<string, Promise<string>>())
  const key = `${wanted.courseId} ${wanted.version}`
  const known = atWork.get(key)
  if (known !== undefined) return known
  const work = keepPicture(viewer, wanted).finally(() => atWork.delete(key))
  atWork.set(key, work)
  return work
}

/** Of two processes that are asked at once both draw, and the later one keeps its file: the other's goes. */
async function keepPicture(viewer: Viewer, { courseId, facts, version }: Wanted): Promise<string> {
  const bytes = await drawPicture(facts, await readThumbnail(viewer, facts.thumbnailUrl))
  const picture = { bytes, mime: 'image/png', ...PICTURE_SIZE }
  const as = { kind: 'coursePicture', ownerId: null, name: `${facts.seed}.png` } as const
  const { uploadId, url } = await keepPublicPicture(picture, as)
  const file = url.slice(url.lastIndexOf('/') + 1)
  const before = await CoursePicture.findOneAndUpdate(
    { course: toObjectId(courseId) },
    { $set: { version, upload: toObjectId(uploadId), file } },
    { upsert: true },
  )
    .select({ upload: 1 })
    .lean()
  if (before !== null) await forgetUpload(before.upload.toHexString())
  return file
}

/** The course's own picture; one that cannot be had any more is left out, as if there were none. */
async function readThumbnail(viewer: Viewer, url: string | null): Promise<Buffer | null> {
  const name = /^\/api\/uploads\/public\/([0-9a-f]{64}\.\w+)$/.exec(url ?? '')?.[1]
  if (name === undefined) return null
  try {
    const { key } = await getPublicUpload(viewer, name)
    return await readWhole(await storage().open(key))
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}
