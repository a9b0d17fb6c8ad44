import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { ANALYTICS_RANGES, DEFAULT_RANGE, type AnalyticsRange } from './constants'

/** What the address of a course's figures may say; what is mistyped is as if it were not there. */
export const AnalyticsQuery = z.object({
  days: z.coerce
    .number()
    .pipe(z.literal([...ANALYTICS_RANGES]))
    .catch(DEFAULT_RANGE),
  quiz: objectId.optional().catch(undefined),
})
export type AnalyticsQuery = z.output<typeof AnalyticsQuery>

export function analyticsAddress(
  courseId: string,
  { days, quiz }: { days: AnalyticsRange; quiz?: string | undefined },
) {
  const search = new URLSearchParams()
  if (days !== DEFAULT_RANGE) search.set('days', String(days))
  if (quiz !== undefined) search.set('quiz', quiz)
  const text = search.toString()
  return `/instructor/courses/${courseId}/analytics${text === '' ? '' : `?${text}`}`
}
