import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { env } from '@/lib/platform/env'
import { AppError, notFound } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { storage } from '@/lib/platform/storage/port'
import type { ServedFile } from '@/lib/platform/storage/serve'
import { Certificate, type CertificateFields } from '@/models/certificate'
import { CERTIFICATE_REASONS } from '../constants'
import { certificateAddress, isErased } from '../dto'
import { drawPdf, sheetHash } from '../draw-pdf'
import type { CertificateReference } from '../schema'
import type { SheetFacts } from '../sheet'

const PDF_MAX_BYTES = 4_000_000

type KeptPdf = { hash: string; key: string; sizeBytes: number; sha256: string }

/**
 * A certificate's PDF: the kept one while it says what the row says, else drawn and kept. For anybody who has the
 * serial. Refuses what does not count: `certificate.revoked`, and `not_found` once the holder is erased.
 */
export async function prepareCertificatePdf(
  _viewer: Viewer,
  { serial }: CertificateReference,
): Promise<ServedFile> {
  const row = await Certificate.findOne({ serial }).lean()
  if (row === null || isErased(row)) {
    throw notFound('There is no such certificate.', CERTIFICATE_REASONS.none)
  }
  if (row.revocation) {
    throw new AppError('conflict', 'The certificate is revoked.', { reason: CERTIFICATE_REASONS.revoked })
  }
  const facts = factsOf(row)
  const hash = sheetHash(facts)
  const isKept = row.pdf?.hash === hash && (await isThere(row.pdf.key))
  const pdf = isKept && row.pdf ? row.pdf : await keep(row, { facts, hash })
  return {
    key: pdf.key,
    sizeBytes: pdf.sizeBytes,
    sha256: pdf.sha256,
    mime: 'application/pdf',
    name: `${row.serial}.pdf`,
  }
}

type Row = CertificateFields & { _id: Types.ObjectId }

function factsOf(row: Row): SheetFacts {
  const { holderName, courseTitle, instructorNames, language, academyName, completedOn, serial } = row
  return {
    holderName,
    courseTitle,
    instructorNames: [...instructorNames],
    language,
    academyName,
    completedOn,
    serial,
    address: certificateAddress(env().APP_URL, serial),
  }
}

/** A storage that was emptied, or exchanged for another, is filled again when somebody asks. */
async function isThere(key: string): Promise<boolean> {
  try {
    const stream = await storage().open(key, { start: 0, end: 0 })
    stream.destroy()
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return false
    throw error
  }
}

/** Of those who ask at once one keeps its file; the others have drawn the same bytes and take that one. */
async function keep(row: Row, { facts, hash }: { facts: SheetFacts; hash: string }): Promise<KeptPdf> {
  const bytes = await drawPdf(facts, row.issuedAt)
  const options = { name: `${row.serial}.pdf`, maxBytes: PDF_MAX_BYTES, accept: ['application/pdf'] }
  const { key, sizeBytes, sha256 } = await storage().put(once(bytes), options)
  const pdf: KeptPdf = { hash, key, sizeBytes, sha256 }
  const { _id, issuedAt, holderName } = row
  // Only while the row still says what was drawn: a name that was erased meanwhile is not kept in a file.
  const unchanged = { _id, issuedAt, holderName, revocation: null, 'pdf.key': row.pdf?.key ?? null }
  const { matchedCount } = await Certificate.updateOne(unchanged, { $set: { pdf } }, { timestamps: false })
  await forget(matchedCount === 1 ? row.pdf?.key : key)
  return matchedCount === 1 ? pdf : readKept(row._id, hash)
}

async function readKept(_id: Types.ObjectId, hash: string): Promise<KeptPdf> {
  const row = await Certificate.findOne({ _id, 'pdf.hash': hash }).select({ pdf: 1 }).lean()
  if (row?.pdf) return row.pdf
  throw notFound('The certificate has changed; ask again.', CERTIFICATE_REASONS.none)
}

async function forget(key: string | undefined): Promise<void> {
  if (key === undefined) return
  await storage()
    .remove(key)
    .catch((error: unknown) => log.warn({ error }, 'A file of a certificate could not be removed.'))
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
