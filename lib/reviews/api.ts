import { z } from 'zod'
import { CourseName } from '@/lib/courses/schema/programs'
import { EXAMPLE } from '@/lib/platform/http/example-ids'
import { operation } from '@/lib/platform/http/operation'
import { moment, pageOf } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { ReviewsQuery } from './schema'

export const listReviewsOperation = operation({
  id: 'listReviews',
  method: 'GET',
  path: '/api/courses/{id}/reviews',
  summary: 'List the reviews of a course, the most helpful first',
  audience: 'public',
  auth: 'bearer',
  visitors: true,
  scope: 'courses:read',
  params: CourseName,
  query: ReviewsQuery,
  answers: {
    200: pageOf(
      z.strictObject({
        id: objectId,
        rating: z.number().int().min(1).max(5),
        text: z.string(),
        createdAt: moment,
        editedAt: moment.nullable(),
        helpfulCount: z.number().int().min(0),
        author: z
          .strictObject({ username: z.string(), fullName: z.string(), avatarUrl: z.string().nullable() })
          .nullable(),
        reply: z.strictObject({ text: z.string(), repliedAt: moment, by: z.string().nullable() }).nullable(),
      }),
    ),
  },
  examples: [
    { name: 'Of a course', params: { id: EXAMPLE.courseSlug }, status: 200 },
    {
      name: 'Only those with five stars',
      params: { id: EXAMPLE.course },
      query: { stars: '5' },
      status: 200,
    },
  ],
})

export const operations = [listReviewsOperation]
