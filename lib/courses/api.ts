import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { EXAMPLE } from '@/lib/platform/http/example-ids'
import { pageOf, servedFile } from '@/lib/platform/http/shapes'
import { CourseCardAnswer, LessonRowAnswer } from './api/answers'
import { COURSE_LANGUAGES, COURSE_LEVELS } from './constants'
import { Slug } from './schema'
import { CatalogueCall, CourseName, LessonsCall } from './schema/programs'

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

export const listCoursesOperation = operation({
  id: 'listCourses',
  method: 'GET',
  path: '/api/courses',
  summary: 'Search and filter the catalogue',
  description:
    'Filters of which a course needs one value only (`category`, `tag`, `level`, `language`, `duration`) may be given more ' +
    'than once. `total` is exact up to 1,000; beyond, it is 1,000 and `isTotalExact` is false. `sort=best` orders a search ' +
    'by how well it fits, and lists its best 1,000.',
  audience: 'public',
  auth: 'bearer',
  visitors: true,
  scope: 'courses:read',
  query: CatalogueCall,
  answers: {
    200: pageOf(CourseCardAnswer).extend({ total: z.number().int().min(0), isTotalExact: z.boolean() }),
  },
  examples: [
    { name: 'The newest', status: 200 },
    {
      name: 'Free courses for beginners',
      query: { price: 'free', level: 'Beginner', limit: '5' },
      status: 200,
    },
    { name: 'An order that there is not', query: { sort: 'luck' }, status: 422 },
  ],
})

export const listCourseLessonsOperation = operation({
  id: 'listCourseLessons',
  method: 'GET',
  path: '/api/courses/{id}/lessons',
  summary: 'List the lessons of a course in their order',
  description:
    'What learners see; for its authors the working copy, with the versions that their next writes may name.',
  audience: 'public',
  auth: 'bearer',
  visitors: true,
  scope: 'courses:read',
  params: CourseName,
  query: LessonsCall,
  answers: { 200: pageOf(LessonRowAnswer) },
  examples: [
    { name: 'By the slug', params: { id: EXAMPLE.courseSlug }, status: 200 },
    { name: 'A course that is not there', params: { id: 'no-such-course' }, status: 404 },
  ],
})

export const operations = [
  listCoursesOperation,
  listCourseLessonsOperation,
  getCoursePictureOperation,
  listShelfOperation,
]
