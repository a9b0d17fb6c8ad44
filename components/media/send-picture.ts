import type { SendPicture } from '@/components/editor/use-pictures'
import { PICTURE_MAX_BYTES } from '@/lib/media/constants'
import { call } from './upload-outcome'

/** Keeps a picture for a text that is being written; the editor's `onUpload`. */
export const sendPicture: SendPicture = async (file) => {
  if (file.size > PICTURE_MAX_BYTES) return { ok: false, reason: 'media.too_large' }
  const body = new FormData()
  body.set('file', file)
  const outcome = await call<{ url: string; width: number; height: number }>('/api/uploads/pictures', {
    body,
  })
  return outcome.ok ? { ok: true, ...outcome.data } : outcome
}
