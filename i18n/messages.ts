import type { Locale } from './routing'
import accounts from '@/messages/en/accounts.json'
import admin from '@/messages/en/admin.json'
import api from '@/messages/en/api.json'
import assignments from '@/messages/en/assignments.json'
import announcements from '@/messages/en/announcements.json'
import analytics from '@/messages/en/analytics.json'
import archives from '@/messages/en/archives.json'
import certificates from '@/messages/en/certificates.json'
import common from '@/messages/en/common.json'
import courses from '@/messages/en/courses.json'
import editor from '@/messages/en/editor.json'
import errors from '@/messages/en/errors.json'
import learning from '@/messages/en/learning.json'
import legal from '@/messages/en/legal.json'
import mail from '@/messages/en/mail.json'
import media from '@/messages/en/media.json'
import notes from '@/messages/en/notes.json'
import notifications from '@/messages/en/notifications.json'
import people from '@/messages/en/people.json'
import problems from '@/messages/en/problems.json'
import quizzes from '@/messages/en/quizzes.json'
import reviews from '@/messages/en/reviews.json'
import progress from '@/messages/en/progress.json'
import site from '@/messages/en/site.json'
import students from '@/messages/en/students.json'
import teaching from '@/messages/en/teaching.json'
import video from '@/messages/en/video.json'
import webhooks from '@/messages/en/webhooks.json'

/** One file a namespace, so that several people can write without meeting; here they become one catalogue. */
const en = {
  accounts,
  admin,
  archives,
  api,
  assignments,
  announcements,
  analytics,
  certificates,
  common,
  courses,
  editor,
  errors,
  learning,
  legal,
  mail,
  media,
  notes,
  notifications,
  people,
  problems,
  quizzes,
  progress,
  reviews,
  site,
  students,
  teaching,
  video,
  webhooks,
}

export type Messages = typeof en

export const messagesOf: Record<Locale, Messages> = { en }
