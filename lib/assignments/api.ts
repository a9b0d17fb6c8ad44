import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { file, moment } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { ASSIGNMENT_REASONS as REASONS } from './constants'
import { AssignmentContent, LessonReference, SubmissionFile, SubmissionWords } from './schema'

const own = { audience: 'internal', auth: 'session' } as const
const Saved = z.strictObject({ attempt: z.int(), version: z.int(), savedAt: moment })
const writingRefusals = {
  forbidden: [],
  not_found: [],
  conflict: [REASONS.notPublished, REASONS.handedIn, REASONS.noAttemptsLeft, REASONS.courseOver],
  precondition: [REASONS.draftChanged],
} as const

export const saveDraftOperation = operation({
  ...own,
  id: 'saveAssignmentDraft',
  method: 'PUT',
  path: '/api/me/assignments/{lessonId}/draft',
  summary: 'Keep what a learner has written of an assignment so far',
  params: LessonReference,
  body: SubmissionWords,
  answers: { 200: Saved },
  errors: writingRefusals,
  limit: 'write',
})

export const getDraftOperation = operation({
  ...own,
  id: 'getAssignmentDraft',
  method: 'GET',
  path: '/api/me/assignments/{lessonId}/draft',
  summary: 'Read the own draft of an assignment',
  params: LessonReference,
  answers: {
    200: z.strictObject({ version: z.int(), text: z.string(), link: z.string(), savedAt: moment.nullable() }),
  },
})

export const sendSubmissionFileOperation = operation({
  ...own,
  id: 'sendSubmissionFile',
  method: 'POST',
  path: '/api/me/assignments/{lessonId}/files',
  summary: 'Add a file to the own draft, as a form with a file',
  params: LessonReference,
  body: 'own',
  answers: {
    201: z.strictObject({ ...Saved.shape, uploadId: objectId, name: z.string(), sizeBytes: z.int() }),
  },
  errors: {
    ...writingRefusals,
    conflict: [...writingRefusals.conflict, REASONS.notTaken, REASONS.tooManyFiles],
    unavailable: ['storage.full'],
  },
  limit: 'upload',
})

export const removeSubmissionFileOperation = operation({
  ...own,
  id: 'removeSubmissionFile',
  method: 'DELETE',
  path: '/api/me/assignments/{lessonId}/files/{uploadId}',
  summary: 'Take a file out of the own draft',
  params: SubmissionFile,
  answers: { 204: null },
  errors: { forbidden: [], conflict: [REASONS.courseOver] },
  limit: 'write',
})

export const getSubmissionFileOperation = operation({
  ...own,
  id: 'getSubmissionFile',
  method: 'GET',
  path: '/api/submissions/{submissionId}/files/{uploadId}',
  summary: 'Lead to a file that was handed in',
  params: z.object({ submissionId: objectId, uploadId: objectId }),
  answers: { 307: null },
  errors: { forbidden: ['account.not_approved'] },
})

const ofCourse = z.object({ id: objectId })

export const getGradesOperation = operation({
  ...own,
  id: 'getGradesAsTable',
  method: 'GET',
  path: '/api/courses/{id}/grades',
  summary: 'Get the gradebook of a course as a table',
  params: ofCourse,
  answers: { 200: file('All learners by all graded lessons, with totals.', 'text/csv') },
  errors: { forbidden: ['account.not_approved'] },
  limit: 'export',
})

export const saveAssignmentOperation = operation({
  ...own,
  id: 'saveAssignment',
  method: 'PUT',
  path: '/api/authoring/lessons/{id}/assignment',
  summary: 'Write the working copy of an assignment whole',
  params: ofCourse,
  body: z.strictObject({ ...AssignmentContent.shape, version: z.int().min(0) }),
  answers: { 200: z.strictObject({ version: z.int() }) },
  errors: {
    forbidden: ['account.not_approved'],
    conflict: ['course.in_review', 'course.archived'],
    precondition: [REASONS.changedMeanwhile],
  },
  limit: 'write',
})

export const operations = [
  saveDraftOperation,
  getDraftOperation,
  sendSubmissionFileOperation,
  removeSubmissionFileOperation,
  getSubmissionFileOperation,
  getGradesOperation,
  saveAssignmentOperation,
]
