import 'server-only'
import { createTranslator } from 'next-intl'
import { messagesOf } from '@/i18n/messages'
import { routing } from '@/i18n/routing'
import { academyDid } from '@/lib/platform/credentials/academy-key'
import { BADGES_CONTEXT, CREDENTIALS_CONTEXT } from '@/lib/platform/credentials/contexts'
import { wholeSeconds } from '@/lib/platform/credentials/sign'
import { encodeStatusList } from '@/lib/platform/credentials/status-list'
import { env } from '@/lib/platform/env'
import { CERTIFICATE_LIMITS } from './constants'
import { certificateAddress } from './dto'

export type BadgeFacts = {
  serial: string
  holderName: string
  courseId: string
  courseTitle: string
  language: string
  academyName: string
  completedAt: Date
  issuedAt: Date
  status: { list: number; index: number }
}

/** The certificate as an Open Badges 3.0 credential, still without its proof. */
export function toBadge(facts: BadgeFacts) {
  const address = certificateAddress(env().APP_URL, facts.serial)
  const t = translator()
  return {
    '@context': [CREDENTIALS_CONTEXT, BADGES_CONTEXT],
    id: `${address}/badge.json`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: facts.courseTitle,
    issuer: issuerOf(facts.academyName),
    validFrom: wholeSeconds(facts.issuedAt),
    awardedDate: wholeSeconds(facts.completedAt),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', identityType: 'name', hashed: false, identityHash: facts.holderName },
      ],
      achievement: {
        id: `${academyDid()}#course-${facts.courseId}`,
        type: ['Achievement'],
        achievementType: 'Course',
        inLanguage: facts.language,
        name: facts.courseTitle,
        description: t('description', { course: facts.courseTitle, academy: facts.academyName }),
        criteria: { narrative: t('criteria') },
      },
    },
    evidence: [{ id: address, type: ['Evidence'], name: t('evidence') }],
    credentialStatus: statusEntryOf(facts.status),
  } as const
}

/** The list of a year's states, in which a badge looks up whether it was revoked. Still without its proof. */
export function toStatusList(
  list: number,
  { revoked, academyName }: { revoked: Iterable<number>; academyName: string },
) {
  const id = statusListAddress(list)
  return {
    '@context': [CREDENTIALS_CONTEXT],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: { id: academyDid(), name: academyName },
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: encodeStatusList(revoked, CERTIFICATE_LIMITS.statusBits),
    },
  } as const
}

export function academyName(): string {
  const locale = routing.defaultLocale
  return createTranslator({ locale, messages: messagesOf[locale], namespace: 'site' })('name')
}

function translator() {
  const locale = routing.defaultLocale
  return createTranslator({ locale, messages: messagesOf[locale], namespace: 'certificates.badge' })
}

function issuerOf(name: string) {
  return { id: academyDid(), type: ['Profile'], name, url: env().APP_URL }
}

function statusListAddress(list: number): string {
  return `${env().APP_URL}/api/certificates/status/${list}`
}

function statusEntryOf({ list, index }: BadgeFacts['status']) {
  const statusListCredential = statusListAddress(list)
  return {
    id: `${statusListCredential}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential,
  }
}
