import 'server-only'
import { User } from '@/models/user'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { emit } from '@/lib/platform/jobs/events'
import { profileChanged } from '../events'
import type { PreferencesChange, ProfileChange } from '../schema'
import { usernameKey } from '../usernames'

/** What others see of the person. */
export async function updateProfile(viewer: Viewer, input: ProfileChange): Promise<{ fullName: string }> {
  const { userId, username, fullName: formerName, role } = requireMember(viewer)
  const { fullName, bio, country, nativeLanguages, learning, teachingLanguages } = input
  await inTransaction(async () => {
    await User.updateOne(
      { _id: toObjectId(userId) },
      {
        $set: {
          fullName,
          'profile.bio': bio,
          'profile.nativeLanguages': nativeLanguages,
          'profile.learning': learning,
          'profile.teachingLanguages': teachingLanguages,
          ...(country && { 'profile.country': country }),
        },
        ...(!country && { $unset: { 'profile.country': 1 } }),
      },
    )
    await emit(profileChanged, { userId, username })
    // The cards of the catalogue say by whom a course is.
    const isOnCards = role !== 'student' && fullName !== formerName
    await changed(`profile:${usernameKey(username)}`, 'instructors', ...(isOnCards ? ['catalogue'] : []))
  })
  return { fullName }
}

/** How the house speaks to the person: in which language, in which hours, light or dark. */
export async function updatePreferences(
  viewer: Viewer,
  input: PreferencesChange,
): Promise<PreferencesChange> {
  const { userId } = requireMember(viewer)
  const { locale, timeZone, theme } = input
  await User.updateOne(
    { _id: toObjectId(userId) },
    {
      $set: {
        'preferences.timeZone': timeZone,
        'preferences.theme': theme,
        ...(locale && { 'preferences.locale': locale }),
      },
    },
  )
  return input
}
