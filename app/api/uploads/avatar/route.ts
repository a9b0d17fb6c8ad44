import { sendAvatarOperation } from '@/lib/media/api'
import { setAvatar } from '@/lib/media/commands/avatar'
import { AVATAR_MAX_BYTES } from '@/lib/media/constants'
import { Crop } from '@/lib/media/schema'
import { env } from '@/lib/platform/env'
import { AppError } from '@/lib/platform/errors'
import { parseInput } from '@/lib/platform/forms/parse'
import { route } from '@/lib/platform/http/route'
import { readFilePart } from '@/lib/platform/storage/multipart'

const CROP = ['x', 'y', 'width', 'height'] as const

/**
 * The plain door of the profile picture: a form with a file, before scripts load or without them. A browser's form is led
 * back to the page it came from, with the outcome in its address; a program gets JSON.
 */
export const POST = route(sendAvatarOperation, async (viewer, { request }) => {
  const isForm = request.headers.get('accept')?.includes('text/html') ?? false
  try {
    const avatar = await readFilePart(
      request,
      { maxBytes: AVATAR_MAX_BYTES, field: 'file' },
      ({ bytes, name, fields }) => {
        const given = CROP.flatMap((side) => (fields[side] ? [[side, Number(fields[side])]] : []))
        return setAvatar(viewer, { source: bytes, name, crop: parseInput(Crop, Object.fromEntries(given)) })
      },
    )
    return isForm ? backToProfile('saved') : avatar
  } catch (error) {
    if (isForm && error instanceof AppError && error.code !== 'unauthenticated') {
      return backToProfile(error.reason ?? error.code)
    }
    throw error
  }
})

function backToProfile(outcome: string): Response {
  const location = new URL('/settings/profile', env().APP_URL)
  location.searchParams.set('picture', outcome)
  return new Response(null, { status: 303, headers: { location: location.href } })
}
