import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { storage } from '@/lib/platform/storage/port'
import { Certificate } from '@/models/certificate'
import { pageTagOf } from '../page-tags'

const CERTIFICATES_PER_STEP = 100

/**
 * Takes a person whose account is gone off their certificates. The serial, the course and the day stay, so that who
 * holds the paper learns that it was issued; nothing says to whom. As an admin they are forgotten in the records too.
 */
export async function eraseCertificates(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const user = toObjectId(userId)
  for (;;) {
    const rows = await Certificate.find({ user })
      .limit(CERTIFICATES_PER_STEP)
      .select({ serial: 1, 'pdf.key': 1 })
      .lean()
    for (const row of rows) {
      await inTransaction(() => eraseHolder(row))
      if (row.pdf) await storage().remove(row.pdf.key)
    }
    if (rows.length < CERTIFICATES_PER_STEP) break
  }
  await Certificate.updateMany(
    { 'history.by': user },
    { $unset: { 'history.$[entry].by': 1 } },
    { arrayFilters: [{ 'entry.by': user }], timestamps: false },
  )
}

/** The badge counts no longer either: nobody could say whose it is. */
async function eraseHolder({ _id, serial }: { _id: Types.ObjectId; serial: string }): Promise<void> {
  await Certificate.updateOne(
    { _id },
    {
      $set: { holderName: '', holderKey: '', isListed: true, pdf: null },
      $unset: { user: 1, 'revocation.note': 1, 'history.$[].note': 1 },
    },
    { timestamps: false },
  )
  await changed(pageTagOf(serial))
}
