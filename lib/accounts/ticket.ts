import 'server-only'
import { z } from 'zod'
import { forgetSealedCookie, readSealedCookie, writeSealedCookie } from '@/lib/platform/auth/sealed-cookie'
import { IDENTITY_PROVIDERS, TICKET_SECONDS } from './constants'

/** What a provider has proven of a person who has no account yet: carried, sealed, to the registration form. */
const Ticket = z.object({
  provider: z.enum(IDENTITY_PROVIDERS),
  subject: z.string(),
  email: z.string(),
  fullName: z.string(),
})
export type Ticket = z.output<typeof Ticket>

const COOKIE = 'registration-ticket'

export async function writeTicket({ provider, subject, email, fullName }: Ticket): Promise<void> {
  await writeSealedCookie(COOKIE, { provider, subject, email, fullName }, TICKET_SECONDS)
}

export async function readTicket(): Promise<Ticket | null> {
  return readSealedCookie(COOKIE, Ticket)
}

export async function forgetTicket(): Promise<void> {
  await forgetSealedCookie(COOKIE)
}
