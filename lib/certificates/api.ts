import { operation } from '@/lib/platform/http/operation'
import { file, moment, servedFile } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { z } from 'zod'
import { CERTIFICATE_REASONS, REVOCATION_REASONS } from './constants'
import { CertificateReference, Serial, StatusListReference } from './schema'

const CREDENTIAL = 'application/vc+ld+json'
const forAll = { audience: 'public', auth: 'none', limit: 'certificate' } as const

export const getStatusListOperation = operation({
  ...forAll,
  id: 'getBadgeStatusList',
  method: 'GET',
  path: '/api/certificates/status/{list}',
  summary: 'Read which badges of a year no longer count',
  description: 'A signed Bitstring Status List, as the verifiers of Open Badges look into it.',
  params: StatusListReference,
  answers: { 200: file('The list of the year.', CREDENTIAL) },
})

export const getCertificateOperation = operation({
  ...forAll,
  id: 'getCertificate',
  method: 'GET',
  path: '/api/certificates/{serial}',
  summary: 'Verify a certificate by its serial',
  description: 'Of one whose holder has deleted their account only the course and the dates are left.',
  params: z.strictObject({ serial: Serial }),
  answers: {
    200: z.strictObject({
      serial: z.string(),
      state: z.enum(['valid', 'revoked', 'erased']),
      holderName: z.string(),
      courseId: objectId,
      courseTitle: z.string(),
      courseSlug: z.string().nullable(),
      instructorNames: z.array(z.string()),
      language: z.string(),
      academyName: z.string(),
      completedOn: z.iso.date(),
      issuedAt: moment,
      revocation: z.strictObject({ at: moment, reason: z.enum(REVOCATION_REASONS) }).nullable(),
    }),
  },
  errors: { not_found: [CERTIFICATE_REASONS.none] },
  examples: [{ name: 'A serial that nobody has', params: { serial: 'K3M9-QTX2-7BVD-4HFA' }, status: 404 }],
})

export const getBadgeOperation = operation({
  ...forAll,
  id: 'getBadge',
  method: 'GET',
  path: '/certificates/{serial}/badge.json',
  summary: 'Read a certificate as a signed Open Badge',
  params: CertificateReference,
  answers: { 200: file('An Open Badges 3.0 credential.', CREDENTIAL) },
  errors: { not_found: [CERTIFICATE_REASONS.none] },
})

export const getCertificatePdfOperation = operation({
  ...forAll,
  id: 'getCertificatePdf',
  method: 'GET',
  path: '/certificates/{serial}/pdf',
  summary: 'Read a certificate to print',
  params: CertificateReference,
  answers: servedFile('The certificate.', 'application/pdf'),
  errors: { not_found: [CERTIFICATE_REASONS.none, CERTIFICATE_REASONS.revoked], unavailable: [] },
})

export const getAcademyKeysOperation = operation({
  ...forAll,
  id: 'getAcademyKeys',
  method: 'GET',
  path: '/.well-known/did.json',
  summary: 'Read the public keys by which badges are verified',
  query: z.object({}),
  answers: { 200: file("The document of the academy's `did:web`.", 'application/did+ld+json') },
  limit: null,
})

export const operations = [
  getCertificateOperation,
  getStatusListOperation,
  getBadgeOperation,
  getCertificatePdfOperation,
  getAcademyKeysOperation,
]
