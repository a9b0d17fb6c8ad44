import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { academyDid, academyDocument } from '@/lib/platform/credentials/academy-key'
import { loadBundled } from '@/lib/platform/credentials/contexts'
import { resetEnv } from '@/lib/platform/env'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { User } from '@/models/user'
import { issueCertificate } from './commands/issuing'
import { reissueCertificate, restoreCertificate, revokeCertificate } from './commands/revoking'
import { getBadge, getStatusList } from './queries/badges'

useTestDatabase()

const house = systemViewer('test')
const [OLD, NEW] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64'))

function useKeys(keys: string): void {
  vi.stubEnv('DATA_KEY', keys)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('APP_URL', 'https://academy.example')
  resetEnv()
}
beforeAll(() => useKeys(OLD ?? ''))
afterAll(() => {
  vi.unstubAllEnvs()
  resetEnv()
})

let holder: Member
let serial: string
beforeEach(async () => {
  useKeys(OLD ?? '')
  setClock(new Date('2026-03-01T10:00:01.789Z'))
  holder = await asStudent({ fullName: 'শ্রীকৃষ্ণ ব্যানার্জী' })
  const { course } = await makeCourse({ language: 'bn', title: 'বাংলা ভাষা' })
  const completedAt = new Date('2026-03-01T10:00:01.123Z')
  serial = (await issueCertificate(house, { userId: holder.userId, courseId: course.id, completedAt })).serial
})

const badge = () => getBadge(asVisitor(), { serial })

/** What a stranger finds: the vocabularies, and at the academy's own address its key and its lists. */
async function look(url: string) {
  const served = (document: unknown) => ({ contextUrl: null, documentUrl: url, document })
  const list = /^https:\/\/academy\.example\/api\/certificates\/status\/(\d+)$/.exec(url)?.[1]
  if (list !== undefined) return served(await getStatusList(asVisitor(), { list: Number(list) }))
  const keys = academyDocument()
  if (url === academyDid()) return served(keys)
  const key = keys.verificationMethod.find(({ id }) => id === url)
  if (key) return served({ '@context': 'https://w3id.org/security/multikey/v1', ...key })
  return loadBundled(url)
}

async function verify(credential: object): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite })
  const outcome = await verifyCredential({ credential, suite, documentLoader: look, checkStatus })
  const isRevoked = outcome.statusResult?.results?.some(({ status }) => status) ?? false
  return outcome.verified && !isRevoked
}

describe('a badge', () => {
  test('is an Open Badge that an independent library verifies, proof and state', async () => {
    const credential = await badge()
    expect(credential).toMatchObject({
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: 'did:web:academy.example', type: ['Profile'], name: 'TechElevate' },
      validFrom: '2026-03-01T10:00:01Z',
      awardedDate: '2026-03-01T10:00:01Z',
      credentialSubject: {
        type: ['AchievementSubject'],
        identifier: [{ identityType: 'name', identityHash: 'শ্রীকৃষ্ণ ব্যানার্জী' }],
        achievement: { type: ['Achievement'], achievementType: 'Course', name: 'বাংলা ভাষা' },
      },
      proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' },
    })
    expect(await verify(credential)).toBe(true)
    expect(await badge()).toEqual(credential)
  })

  test('with any one word changed is none', async () => {
    const credential = await badge()
    const { credentialSubject } = credential
    const [identity] = credentialSubject.identifier
    for (const forged of [
      { ...credential, name: 'Another course' },
      { ...credential, validFrom: '2025-03-01T10:00:01Z' },
      {
        ...credential,
        credentialSubject: { ...credentialSubject, identifier: [{ ...identity, identityHash: 'Eve' }] },
      },
      { ...credential, credentialStatus: { ...credential.credentialStatus, statusListIndex: '1' } },
      { ...credential, issuer: { ...credential.issuer, id: 'did:web:elsewhere.example' } },
    ])
      expect(await verify(forged)).toBe(false)
  })

  test('does not verify once revoked, nor ever again; a restored certificate has another', async () => {
    const first = await badge()
    await revokeCertificate(house, { serial, reason: 'misconduct', note: '' })
    expect(await verify(first)).toBe(false)
    expect(await verify(await badge())).toBe(false)
    await restoreCertificate(house, { serial })
    expect(await verify(first)).toBe(false)
    expect(await verify(await badge())).toBe(true)
  })

  test('of a former name does not verify once the present name is written', async () => {
    const first = await badge()
    await User.updateOne({ _id: holder.userId }, { fullName: 'Krishna Banerjee' })
    await reissueCertificate(holder, { serial })
    expect(await verify(first)).toBe(false)
    const second = await badge()
    expect(second.credentialSubject.identifier[0].identityHash).toBe('Krishna Banerjee')
    expect(await verify(second)).toBe(true)
  })

  test('outlives a change of keys as long as the old one is listed', async () => {
    const first = await badge()
    useKeys(`${NEW},${OLD}`)
    expect(await verify(first)).toBe(true)
    const second = await badge()
    expect(second.proof.verificationMethod).not.toBe(first.proof.verificationMethod)
    expect(await verify(second)).toBe(true)
    useKeys(NEW ?? '')
    expect(await verify(first)).toBe(false)
  })
})

test('a list of states is itself a credential that verifies', async () => {
  const list = await getStatusList(asVisitor(), { list: 2026 })
  expect(list.type).toContain('BitstringStatusListCredential')
  expect(await verify(list)).toBe(true)
})

test('the academy is named by its address, also with a port', () => {
  expect(academyDid()).toBe('did:web:academy.example')
  vi.stubEnv('APP_URL', 'http://localhost:3000')
  resetEnv()
  expect(academyDid()).toBe('did:web:localhost%3A3000')
  const [key] = academyDocument().verificationMethod
  expect(key?.publicKeyMultibase).toMatch(/^z6Mk[1-9A-HJ-NP-Za-km-z]+$/)
  expect(JSON.stringify(academyDocument())).not.toContain('privateKey')
})
