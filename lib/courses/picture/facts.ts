import { createHash } from 'node:crypto'
import { hueOf } from '@/lib/utils/hue'
import type { CourseCard } from '../dto'

/** What social sites show of a link. */
export const PICTURE_SIZE = { width: 1200, height: 630 } as const

/** Raised when the drawing itself becomes another, so that every picture is drawn anew. */
const DRAWING = 1

/** Everything a course's picture shows. */
export type PictureFacts = {
  seed: string
  hue: number
  title: string
  language: string
  category: string
  instructor: string
  academy: string
  thumbnailUrl: string | null
}

type Shown = Pick<CourseCard, 'slug' | 'title' | 'language' | 'category' | 'instructor' | 'thumbnail'>

export function pictureFactsOf(course: Shown, academy: string): PictureFacts {
  return {
    seed: course.slug,
    hue: course.category?.hue ?? hueOf(course.slug),
    title: course.title,
    language: course.language,
    category: course.category?.name ?? '',
    instructor: course.instructor?.fullName ?? '',
    academy,
    thumbnailUrl: course.thumbnail?.url ?? null,
  }
}

/** Names what a picture shows: another title is another picture at another address. */
export function pictureVersionOf(facts: PictureFacts): string {
  return createHash('sha256')
    .update(JSON.stringify([DRAWING, facts]))
    .digest('hex')
    .slice(0, 32)
}

/** Where the picture of a course is found, without the academy's own address; what it shows never changes there. */
export function pictureAddressOf(facts: PictureFacts): string {
  return `/api/courses/${facts.seed}/picture/${pictureVersionOf(facts)}.png`
}
