import { describe, expect, it } from 'vitest'
import { memberOf, systemViewer, visitor, type Viewer } from '@/lib/platform/auth/viewer'
import { canApplyToTeach, canDecideOnAccount, canRegister, canSeeApplications } from './policy'

const member = (role: 'student' | 'instructor' | 'admin', userId: string): Viewer =>
  memberOf({
    userId,
    signInId: 's',
    role,
    isApproved: true,
    isVerified: true,
    username: role,
    fullName: role,
    locale: 'en',
    timeZone: 'UTC',
    avatarUrl: null,
  })

describe('who may do what to accounts', () => {
  it.each([
    [visitor(), false, false, true],
    [member('student', 'a'), false, false, false],
    [member('instructor', 'a'), false, false, false],
    [member('admin', 'a'), true, true, false],
    [member('admin', 'self'), false, true, false],
    [systemViewer('test'), true, true, true],
  ])('%#: decides, sees applications, registers', (viewer, decides, sees, registers) => {
    expect(canDecideOnAccount(viewer, 'self')).toBe(decides)
    expect(canSeeApplications(viewer)).toBe(sees)
    expect(canRegister(viewer)).toBe(registers)
  })

  it.each([
    ['student', false, undefined, true],
    ['instructor', false, 'waiting', false],
    ['instructor', false, 'returned', true],
    ['instructor', true, 'approved', false],
    ['admin', false, undefined, false],
  ])('a %s (approved %s, application %s) may ask to teach: %s', (role, approved, status, may) => {
    expect(canApplyToTeach({ role, approved, application: status ? { status } : null })).toBe(may)
  })
})
