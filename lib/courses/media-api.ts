import { z } from 'zod'
import { IncomingId } from '@/lib/media/schema'
import { operation } from '@/lib/platform/http/operation'
import { file } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { internal, REFUSALS } from './authoring-api'
import { EXPORTED_COPIES, IMPORT_STATES } from './constants'
import { LessonMediaChange } from './schema/lesson-media'

export const changeLessonMediaOperation = operation({
  ...internal,
  id: 'changeLessonMedia',
  method: 'PUT',
  path: '/api/lessons/{lessonId}/media',
  summary: "Change what stands above a lesson's text in its working copy",
  params: z.strictObject({ lessonId: objectId }),
  body: LessonMediaChange.omit({ lessonId: true }),
  answers: { 200: z.strictObject({ lessonId: objectId, version: z.int() }) },
  errors: REFUSALS,
  limit: 'write',
})

export const startImportOperation = operation({
  ...internal,
  id: 'startImport',
  method: 'POST',
  path: '/api/imports',
  summary: 'Make a new course of an archive that has been sent',
  body: z.strictObject({ uploadId: IncomingId }),
  answers: { 201: z.strictObject({ importId: objectId }) },
  errors: { forbidden: [], not_found: [], conflict: [] },
  limit: 'upload',
})

export const getImportOperation = operation({
  ...internal,
  id: 'getImport',
  method: 'GET',
  path: '/api/imports/{importId}',
  summary: 'Say how far an import of yours is, and what came of it',
  params: z.strictObject({ importId: objectId }),
  answers: {
    200: z.strictObject({
      name: z.string(),
      state: z.enum(IMPORT_STATES),
      done: z.int(),
      total: z.int(),
      reason: z.string().nullable(),
      courseId: objectId.nullable(),
      lessons: z.int(),
      pictures: z.int(),
      lossCount: z.int(),
      losses: z.array(
        z.strictObject({ code: z.string(), file: z.string(), line: z.int().nullable(), detail: z.string() }),
      ),
    }),
  },
})

export const exportCourseOperation = operation({
  ...internal,
  id: 'exportCourse',
  method: 'GET',
  path: '/api/courses/{id}/archive',
  summary: 'Read a course of yours as one archive that the import takes again',
  params: z.strictObject({ id: objectId }),
  query: z.strictObject({
    /** `working`: as its authors have written it last. */
    copy: z.enum(EXPORTED_COPIES).default('published'),
  }),
  answers: { 200: file('The archive.', 'application/zip') },
  limit: 'export',
})

export const operations = [
  changeLessonMediaOperation,
  startImportOperation,
  getImportOperation,
  exportCourseOperation,
]
