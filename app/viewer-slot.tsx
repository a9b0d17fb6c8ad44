import { KnownViewer } from '@/components/layout/viewer'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'

/** The person's corner on pages rendered per request: known from the start, with or without scripts. */
export async function ViewerSlot() {
  const viewer = await getViewer()
  if (!isMember(viewer)) return <KnownViewer viewer={null} />
  const { username, fullName, avatarUrl, role, isVerified } = viewer
  return <KnownViewer viewer={{ username, fullName, avatarUrl, role, isVerified }} />
}
