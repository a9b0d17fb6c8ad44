import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { servedFile } from '@/lib/platform/http/shapes'
import { COURSE_LANGUAGES, COURSE_LEVELS } from './constants'
import { Slug } from './schema'

/** The file is named by the digest of what it shows. */
const PictureFile = z
  .string()
  .regex(/^[0-9a-f]{32}\.png$/)
  .transform((file) => file.slice(0, 32))

export const getCoursePictureOperation = operation({
  id: 'getCoursePicture',
  method: 'GET',
  path: '/api/courses/{id}/picture/{file}',
  summary: 'Read what other sites show of a link to a course',
  audience: 'internal',
  auth: 'none',
  params: z.object({ id: Slug, file: PictureFile }),
  query: 'own',
  answers: { ...servedFile('The picture.', 'image/png'), 302: null },
  limit: null,
})

export const listShelfOperation = operation({
  id: 'listShelf',
  method: 'GET',
  path: '/api/me/shelf',
  summary: "List new courses in the reader's languages",
  audience: 'internal',
  auth: 'session',
  visitors: true,
  answers: {
    200: z.strictObject({
      courses: z.array(
        z.strictObject({
          slug: Slug,
          title: z.string(),
          level: z.enum(COURSE_LEVELS),
          language: z.enum(COURSE_LANGUAGES),
          hue: z.number(),
        }),
      ),
    }),
  },
  limit: null,
})

export const operations = [getCoursePictureOperation, listShelfOperation]
