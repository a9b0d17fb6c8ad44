import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { file } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { StudentsQuery } from './student-schema'

export const exportStudentsOperation = operation({
  id: 'exportStudents',
  method: 'GET',
  path: '/api/courses/{id}/students.csv',
  summary: "Take a course's list of students along as a table",
  audience: 'internal',
  auth: 'session',
  params: z.object({ id: objectId }),
  query: StudentsQuery.omit({ cursor: true }),
  answers: { 200: file('The table, in UTF-8 with a byte order mark.', 'text/csv') },
  errors: { forbidden: ['account.not_approved'] },
  limit: 'export',
})

export const operations = [exportStudentsOperation]
