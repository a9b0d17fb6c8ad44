import 'server-only'
import { z } from 'zod'
import { Slug } from '@/lib/courses/schema'
import { forgetSealedCookie, readSealedCookie, writeSealedCookie } from '@/lib/platform/auth/sealed-cookie'
import { objectId } from '@/lib/utils/object-id'

/** A course somebody pressed the button to join before they had signed in. */
const Wish = z.object({ courseId: objectId, slug: Slug })
type Wish = z.output<typeof Wish>

const COOKIE = 'wish-to-join'
const SECONDS = 60 * 60

/**
 * Keeps a wish, sealed in the browser, for an hour. Only the form's action writes it, so that a link cannot make anybody
 * join who did not want to.
 */
export async function rememberWish({ courseId, slug }: Wish): Promise<void> {
  await writeSealedCookie(COOKIE, { courseId, slug }, SECONDS)
}

/** The wish to join the course at this address; null where there is none. */
export async function readWish(slug: string): Promise<Wish | null> {
  const wish = await readSealedCookie(COOKIE, Wish)
  return wish?.slug === slug ? wish : null
}

/** Once it is carried out. */
export async function forgetWish(slug: string): Promise<void> {
  if ((await readWish(slug)) !== null) await forgetSealedCookie(COOKIE)
}
