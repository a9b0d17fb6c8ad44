import 'server-only'
import { createUploadthing, type FileRouter } from 'uploadthing/next'
import { UploadThingError } from 'uploadthing/server'
import { z } from 'zod'
import { getViewer } from '@/lib/platform/auth/session'
import { requireVerified, systemViewer } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'
import { setAvatarFromUpload } from './commands/avatar'
import { Crop } from './schema'

const route = createUploadthing({
  /** The browser gets the code of the catalogue's `errors`, never a stack or an inner message. */
  errorFormatter: (error) => ({
    message: error.cause instanceof AppError ? reasonOf(error.cause) : error.code,
  }),
})

/** Who sent it and what for: kept beside the upload while its bytes are on their way. */
const AvatarMetadata = z.object({ userId: z.string(), crop: Crop })

/**
 * Every kind of file a browser may send, its limits and what happens when it has arrived. The same router serves
 * UploadThing's cloud and the local disk; rights are the commands'.
 */
export const fileRouter = {
  avatar: route({ image: { maxFileSize: '8MB', maxFileCount: 1 } }, { awaitServerData: true })
    .input(Crop)
    .middleware(async ({ input }) => {
      const member = await refusing(async () => requireVerified(await getViewer()))
      return { userId: member.userId, crop: input }
    })
    .onUploadComplete(async ({ metadata, file }) => {
      const { userId, crop } = AvatarMetadata.parse(metadata)
      const upload = { userId, crop, key: file.key, name: file.name }
      return outcomeOf(() => setAvatarFromUpload(systemViewer('file router'), upload))
    }),
} satisfies FileRouter

export type AppFileRouter = typeof fileRouter

/** A refusal travels back to the browser as data: the cloud calls us, so nobody would read a status. */
async function outcomeOf<T>(run: () => Promise<T>): Promise<{ data: T } | { reason: string }> {
  try {
    return { data: await run() }
  } catch (error) {
    if (error instanceof AppError) return { reason: reasonOf(error) }
    throw error
  }
}

async function refusing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    throw new UploadThingError({ code: 'FORBIDDEN', message: reasonOf(cause), cause })
  }
}

function reasonOf(error: AppError): string {
  return error.reason ?? error.code
}
