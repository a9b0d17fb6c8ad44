'use server'

import { redirect } from 'next/navigation'
import { action } from '@/lib/platform/forms/action'
import { isMember } from '@/lib/platform/auth/viewer'
import { limit } from '@/lib/platform/http/rate-limit'
import { enroll } from './commands'
import { EnrollFromPage } from './schema'

/** Enrols and leads to the course; who is not signed in signs in first and comes back to the course's page. */
export const enrollAction = action(
  EnrollFromPage,
  async (viewer, { courseId, slug }) => {
    if (!isMember(viewer)) redirect(`/login?next=${encodeURIComponent(`/courses/${slug}`)}`)
    await limit('enroll', viewer.userId)
    await enroll(viewer, { courseId })
    return { slug }
  },
  { redirectTo: ({ slug }) => `/learn/${slug}` },
)
