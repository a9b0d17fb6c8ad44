import { sendThumbnailOperation } from '@/lib/courses/authoring-api'
import { setThumbnail } from '@/lib/courses/commands/thumbnail'
import { PICTURE_MAX_BYTES } from '@/lib/media/constants'
import { Crop } from '@/lib/media/schema'
import { env } from '@/lib/platform/env'
import { AppError } from '@/lib/platform/errors'
import { parseInput } from '@/lib/platform/forms/parse'
import { route } from '@/lib/platform/http/route'
import { readFilePart } from '@/lib/platform/storage/multipart'

export const dynamic = 'force-dynamic'

const CROP = ['x', 'y', 'width', 'height'] as const

/** A browser's form is led back to the page it came from, with the outcome in its address; a program gets JSON. */
export const POST = route(sendThumbnailOperation, async (viewer, { params, request }) => {
  const isForm = request.headers.get('accept')?.includes('text/html') ?? false
  try {
    const answer = await readFilePart(
      request,
      { maxBytes: PICTURE_MAX_BYTES, field: 'file' },
      ({ bytes, name, fields }) => {
        const given = CROP.flatMap((side) => (fields[side] ? [[side, Number(fields[side])]] : []))
        const crop = parseInput(Crop, Object.fromEntries(given))
        return setThumbnail(viewer, { courseId: params.id, source: bytes, name, crop })
      },
    )
    return isForm ? backToDetails(params.id, 'saved') : answer
  } catch (error) {
    if (isForm && error instanceof AppError && error.code !== 'unauthenticated') {
      return backToDetails(params.id, error.reason ?? error.code)
    }
    throw error
  }
})

function backToDetails(courseId: string, outcome: string): Response {
  const location = new URL(`/instructor/courses/${courseId}/details`, env().APP_URL)
  location.searchParams.set('picture', outcome)
  return new Response(null, { status: 303, headers: { location: location.href } })
}
