import { describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor, asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { CacheTag } from '@/models/cache-tag'
import { User } from '@/models/user'
import { getOwnAccount, getOwnProfile, listSignIns } from '../queries'
import { PreferencesChange, ProfileChange } from '../schema'
import { updatePreferences, updateProfile } from './profile'
import { endOtherSignIns, endOwnSignIn } from './sign-ins'

useTestDatabase()

const profile = ProfileChange.parse({
  fullName: ' 田中 花 ',
  bio: 'I like maps.',
  country: 'JP',
  nativeLanguages: ['ja'],
  learning: [
    { language: 'en', level: 'advanced' },
    { language: '', level: 'beginner' },
  ],
  teachingLanguages: [],
})

describe('profile and preferences', () => {
  it('keep what the person wrote', async () => {
    const viewer = await asStudent()
    await updateProfile(viewer, profile)
    expect(await getOwnProfile(viewer)).toMatchObject({
      fullName: '田中 花',
      country: 'JP',
      nativeLanguages: ['ja'],
      learning: [{ language: 'en', level: 'advanced' }],
      teachingLanguages: [],
    })
    await updateProfile(viewer, { ...profile, country: '' })
    expect((await User.findById(viewer.userId).orFail()).profile.country).toBeUndefined()
  })

  it('reach the catalogue when who teaches has another name', async () => {
    const tags = async () => (await CacheTag.find().lean()).map(({ tag }) => tag)
    await updateProfile(await asStudent({ username: 'hana' }), profile)
    expect(await tags()).toEqual(['profile:hana', 'instructors'])
    await updateProfile(await asInstructor(), profile)
    expect(await tags()).toContain('catalogue')
  })

  it('set zone and theme', async () => {
    const viewer = await asStudent()
    await updatePreferences(viewer, PreferencesChange.parse({ timeZone: 'asia/dhaka', theme: 'dark' }))
    expect((await getOwnAccount(viewer)).preferences).toMatchObject({ timeZone: 'Asia/Dhaka', theme: 'dark' })
    expect((await signedIn(viewer.userId)).timeZone).toBe('Asia/Dhaka')
  })

  it('are one’s own', async () => {
    const preferences = PreferencesChange.parse({ timeZone: 'UTC', theme: 'dark' })
    for (const refused of [
      updateProfile(asVisitor(), profile),
      updatePreferences(asVisitor(), preferences),
      getOwnProfile(asVisitor()),
      getOwnAccount(asVisitor()),
      listSignIns(asVisitor()),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('sign-ins', () => {
  it('are listed with this device first and ended one by one or all at once', async () => {
    const viewer = await asStudent()
    const second = await signedIn(viewer.userId)
    await signedIn(viewer.userId)
    const list = await listSignIns(viewer)
    expect(list).toHaveLength(3)
    expect(list[0]).toMatchObject({ signInId: viewer.signInId, isCurrent: true })
    expect(await endOwnSignIn(viewer, { signInId: second.signInId })).toEqual({ isCurrent: false })
    await expect(endOwnSignIn(viewer, { signInId: second.signInId })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await listSignIns(viewer)).toHaveLength(2)
    await endOtherSignIns(viewer, {})
    expect((await listSignIns(viewer)).map(({ signInId }) => signInId)).toEqual([viewer.signInId])
    expect(await endOwnSignIn(viewer, { signInId: viewer.signInId })).toEqual({ isCurrent: true })
  })

  it('of others cannot be ended', async () => {
    const [one, two] = [await asStudent(), await asStudent()]
    await expect(endOwnSignIn(one, { signInId: two.signInId })).rejects.toMatchObject({ code: 'not_found' })
    await endOtherSignIns(one, {})
    expect(await listSignIns(two)).toHaveLength(1)
    await expect(endOtherSignIns(asVisitor(), {})).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(endOwnSignIn(asVisitor(), { signInId: one.signInId })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })
})
