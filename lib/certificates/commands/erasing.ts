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
    const rows = await Certificate.find({ user }).limit(CERTIFICATES_PER_STEP).select({ serial: 1 }).lean()
    for (const row of rows) await eraseCertificate(row)
    if (rows.length < CERTIFICATES_PER_STEP) break
  }
  await Certificate.updateMany(
    { 'history.by': user },
    { $unset: { 'history.$[entry].by': 1 } },
    { arrayFilters: [{ 'entry.by': user }], timestamps: false },
  )
}

type Reference = { _id: Types.ObjectId; serial: string }

async function eraseCertificate(reference: Reference): Promise<void> {
  const nameless = await inTransaction(() => eraseHolder(reference))
  // Without a name nobody draws it any more, so this is the last file of it.
  if (nameless?.pdf) await storage().remove(nameless.pdf.key)
  await Certificate.updateOne(
    { _id: reference._id },
    { $set: { pdf: null }, $unset: { user: 1 } },
    { timestamps: false },
  )
}

/**
 * Says on its page, and to its PDF and badge, that nobody can say any more whose it is. The badge counts no longer
 * either. The person's id and the file's key stay until the file is gone, so that an erasure cut short goes on here.
 */
async function eraseHolder({ _id, serial }: Reference): Promise<{ pdf?: { key: string } | null } | null> {
  const row = await Certificate.findOneAndUpdate(
    { _id },
    {
      $set: { holderName: '', holderKey: '', isListed: true },
      $unset: { 'revocation.note': 1, 'history.$[].note': 1 },
    },
    { timestamps: false },
  )
    .select({ 'pdf.key': 1 })
    .lean()
  await changed(pageTagOf(serial))
  return row
}
