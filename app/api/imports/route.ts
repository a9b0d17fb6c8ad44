import { startImport } from '@/lib/courses/commands/import-archive'
import { startImportOperation } from '@/lib/courses/media-api'
import { created } from '@/lib/platform/http/answer'
import { route } from '@/lib/platform/http/route'

/** An archive that has been sent becomes a course. */
export const POST = route(startImportOperation, async (viewer, { body }) => {
  const started = await startImport(viewer, body)
  return created(started, `/api/imports/${started.importId}`)
})
