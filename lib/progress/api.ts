import { z } from 'zod'
import { ROLES } from '@/lib/accounts/constants'
import { operation } from '@/lib/platform/http/operation'
import { objectId } from '@/lib/utils/object-id'
import { LessonMark, WatchReport } from './schema'

const percent = z.number().min(0).max(100)

export const getMeOperation = operation({
  id: 'getMe',
  method: 'GET',
  path: '/api/me',
  summary: "Say what of a public page is the viewer's own",
  audience: 'internal',
  auth: 'session',
  visitors: true,
  query: z.strictObject({ course: objectId.optional() }),
  answers: {
    200: z.strictObject({
      viewer: z
        .strictObject({
          username: z.string(),
          fullName: z.string(),
          avatarUrl: z.string().nullable(),
          role: z.enum(ROLES),
          isVerified: z.boolean(),
        })
        .nullable(),
      course: z
        .strictObject({
          id: objectId,
          isMember: z.boolean(),
          isLearning: z.boolean(),
          progress: percent,
          isCompleted: z.boolean(),
          hasLeft: z.boolean(),
          isTeaching: z.boolean(),
          certificateSerial: z.string().nullable(),
        })
        .nullable(),
    }),
  },
  limit: null,
})

export const visitLessonOperation = operation({
  id: 'visitLesson',
  method: 'POST',
  path: '/api/me/lessons/{lessonId}/visit',
  summary: 'Note that a lesson is open',
  audience: 'internal',
  auth: 'session',
  params: LessonMark,
  answers: { 204: null },
  errors: { forbidden: [] },
})

export const getLessonFileOperation = operation({
  id: 'getLessonFile',
  method: 'GET',
  path: '/api/lessons/{lessonId}/file',
  summary: 'Lead to the file of a lesson',
  audience: 'internal',
  auth: 'session',
  visitors: true,
  params: LessonMark,
  answers: { 307: null },
  errors: { unauthenticated: [], forbidden: [] },
  limit: null,
})

export const getLessonVideoOperation = operation({
  id: 'getLessonVideo',
  method: 'GET',
  path: '/api/lessons/{lessonId}/watch',
  summary: "Get fresh addresses of a lesson's video",
  audience: 'internal',
  auth: 'session',
  params: LessonMark,
  answers: {
    200: z.strictObject({ src: z.string().nullable(), tracks: z.array(z.looseObject({ src: z.string() })) }),
  },
  errors: { forbidden: [] },
})

export const watchLessonOperation = operation({
  id: 'watchLesson',
  method: 'POST',
  path: '/api/lessons/{lessonId}/watch',
  summary: 'Tell how far a player is',
  audience: 'internal',
  auth: 'session',
  params: LessonMark,
  body: WatchReport,
  answers: {
    200: z.strictObject({
      watchedPercent: percent,
      isDone: z.boolean(),
      isCountedElsewhere: z.boolean(),
      course: z.looseObject({ percent }).nullable(),
    }),
  },
  errors: { forbidden: [], conflict: [] },
})

export const operations = [
  getMeOperation,
  visitLessonOperation,
  getLessonFileOperation,
  getLessonVideoOperation,
  watchLessonOperation,
]
