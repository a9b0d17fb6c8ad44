import { expect, test } from 'vitest'
import { memberOf, systemViewer, visitor, type Member, type Viewer } from '@/lib/platform/auth/viewer'
import {
  canCreateCourse,
  canDeleteCourse,
  canEditCourse,
  canKeepReading,
  canPublishCourse,
  canSeeCourse,
} from './policy'

const member = (userId: string, role: Member['role'], isApproved = true): Viewer =>
  memberOf({
    userId,
    role,
    isApproved,
    signInId: 's',
    isVerified: true,
    username: userId,
    fullName: userId,
    locale: 'en',
    timeZone: 'UTC',
    avatarUrl: null,
  })

const viewers: Record<string, Viewer> = {
  visitor: visitor(),
  student: member('student', 'student'),
  owner: member('owner', 'instructor'),
  coInstructor: member('co', 'instructor'),
  other: member('other', 'instructor'),
  unapprovedOwner: member('owner', 'instructor', false),
  demotedOwner: member('owner', 'student'),
  unknownRole: member('owner', 'wizard' as Member['role']),
  admin: member('admin', 'admin'),
  system: systemViewer('test'),
}
const course = (status: 'draft' | 'inReview' | 'published' | 'archived') => ({
  status,
  instructor: 'owner',
  coInstructors: ['co'],
})

test.each([
  // viewer, edits, sees a draft, creates for “owner”, publishes
  ['visitor', false, false, false, false],
  ['student', false, false, false, false],
  ['owner', true, true, true, false],
  ['coInstructor', true, true, false, false],
  ['other', false, false, false, false],
  ['unapprovedOwner', false, false, false, false],
  ['demotedOwner', false, false, false, false],
  ['unknownRole', false, false, false, false],
  ['admin', true, true, true, true],
  ['system', true, true, true, true],
])('%s', (name, edits, seesDraft, creates, publishes) => {
  const viewer = viewers[name] ?? visitor()
  expect(canEditCourse(viewer, course('published'))).toBe(edits)
  for (const status of ['draft', 'inReview', 'archived'] as const) {
    expect(canSeeCourse(viewer, course(status))).toBe(seesDraft)
  }
  expect(canSeeCourse(viewer, course('published'))).toBe(true)
  expect(canKeepReading(viewer, course('archived'))).toBe(true)
  expect(canKeepReading(viewer, course('draft'))).toBe(seesDraft)
  expect(canCreateCourse(viewer, 'owner')).toBe(creates)
  expect(canPublishCourse(viewer)).toBe(publishes)
})

test.each(Object.entries(viewers))(
  '%s deletes a course only as its instructor, an admin or the house',
  (name, viewer) => {
    expect(canDeleteCourse(viewer, course('published'))).toBe(['owner', 'admin', 'system'].includes(name))
    expect(canDeleteCourse(viewer, { instructor: null, coInstructors: ['co', 'owner'] })).toBe(
      ['admin', 'system'].includes(name),
    )
  },
)
