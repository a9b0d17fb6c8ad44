import { z } from 'zod'
import { STANDINGS } from '@/lib/progress/constants'
import { objectId } from '@/lib/utils/object-id'
import { ANNOUNCEMENT_LIMITS as LIMITS } from './constants'

const words = {
  title: z.string().trim().min(1, 'required').max(LIMITS.titleLength, 'too_long'),
  /** Markdown. */
  body: z.string().trim().min(1, 'required').max(LIMITS.bodyLength, 'too_long'),
}

/** `all`, one standing, or the ids of learners with commas between. */
const To = z.union([
  z.literal('all'),
  z.enum(STANDINGS),
  z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(objectId).min(1).max(LIMITS.chosen)),
])
export type To = z.output<typeof To>

/** Written under an id that the form's page has made, so that pressing twice says it once. */
export const NewAnnouncement = z.object({ courseId: objectId, announcementId: objectId, to: To, ...words })
export type NewAnnouncement = z.output<typeof NewAnnouncement>

/** `version` is the one that was read: somebody else's change meanwhile is not written over. */
export const AnnouncementChange = z.object({
  announcementId: objectId,
  version: z.coerce.number().int().min(1),
  ...words,
})
export type AnnouncementChange = z.output<typeof AnnouncementChange>

export const AnnouncementReference = z.object({ announcementId: objectId })
export type AnnouncementReference = z.output<typeof AnnouncementReference>

type SearchParams = Record<string, string | string[] | undefined>

/** To whom, as the address of a new announcement says it: `?to=stuck`, or `?learner=…` as often as there are; else all. */
export function readAudienceAddress({ to, learner }: SearchParams): To {
  const chosen = [learner].flat().filter((one) => one !== undefined)
  const parsed = To.safeParse(chosen.length > 0 ? chosen.slice(0, LIMITS.chosen).join(',') : to)
  return parsed.success ? parsed.data : 'all'
}
