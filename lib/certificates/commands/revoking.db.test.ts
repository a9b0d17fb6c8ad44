import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { CacheTag } from '@/models/cache-tag'
import { Certificate } from '@/models/certificate'
import { User } from '@/models/user'
import { CERTIFICATE_LIMITS } from '../constants'
import { getCertificate, listCertificates, listFormerNames, listOwnCertificates } from '../queries'
import { getBadge, getStatusList } from '../queries/badges' // prettier-ignore
import { eraseCertificates } from './erasing'
import { issueCertificate } from './issuing'
import { reissueCertificate, restoreCertificate, revokeCertificate } from './revoking'

useTestDatabase()

const house = systemViewer('test')
const completedAt = new Date('2026-03-01T10:00:00Z')
const why = { reason: 'misconduct', note: 'Copied by Ada from a friend.' } as const

async function issued(holder: Member, title = 'First steps'): Promise<string> {
  const { course } = await makeCourse({ title })
  return (await issueCertificate(house, { userId: holder.userId, courseId: course.id, completedAt })).serial
}

async function bitsOf(serial: string): Promise<boolean[]> {
  const row = await Certificate.findOne({ serial }).orFail()
  const bits: boolean[] = []
  for (const { list, index } of row.statuses) {
    const { encodedList } = (await getStatusList(asVisitor(), { list })).credentialSubject
    const bytes = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'))
    expect(bytes.byteLength * 8).toBe(CERTIFICATE_LIMITS.statusBits)
    bits.push(((bytes[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0)
  }
  return bits
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = []
  for await (const row of rows) read.push(row)
  return read
}

const tags = async () => (await CacheTag.find().lean()).map(({ tag }) => tag)
let holder: Member
let serial: string
beforeEach(async () => {
  holder = await asStudent({ fullName: 'Ada Lovelace' })
  serial = await issued(holder)
})

describe('revoking', () => {
  test('is said by the page, the list of states and the record, and drops the kept page', async () => {
    const admin = await asAdmin()
    expect(await getCertificate(asVisitor(), { serial })).toMatchObject({ state: 'valid', revocation: null })
    expect(await bitsOf(serial)).toEqual([false])
    await revokeCertificate(admin, { serial, ...why })
    expect(await getCertificate(asVisitor(), { serial })).toMatchObject({
      state: 'revoked',
      holderName: 'Ada Lovelace',
      revocation: { reason: 'misconduct' },
    })
    expect(JSON.stringify(await getCertificate(asVisitor(), { serial }))).not.toContain('friend')
    expect(await bitsOf(serial)).toEqual([true])
    expect(await tags()).toContain(`certificate:${serial}`)
    const { items } = await listCertificates(admin, { q: serial })
    expect(items).toMatchObject([{ state: 'revoked', note: why.note, history: [{ act: 'revoked', ...why }] }])
    const row = await Certificate.findOne({ serial }).orFail()
    expect(row.history[0]?.by?.toHexString()).toBe(admin.userId)
  })

  test('happens once, whatever happens at once', async () => {
    const admin = await asAdmin()
    const all = await Promise.allSettled(
      Array.from({ length: 5 }, () => revokeCertificate(admin, { serial, ...why })),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = { code: 'conflict', reason: 'certificate.revoked' }
    await expect(revokeCertificate(admin, { serial, ...why })).rejects.toMatchObject(refused)
    expect((await Certificate.findOne({ serial }).orFail()).history).toHaveLength(1)
  })

  test('taken back, it counts again under a new bit; the old one stays set', async () => {
    const admin = await asAdmin()
    await revokeCertificate(admin, { serial, ...why })
    const before = (await getBadge(asVisitor(), { serial })).credentialStatus
    await restoreCertificate(admin, { serial })
    expect(await getCertificate(asVisitor(), { serial })).toMatchObject({ state: 'valid', revocation: null })
    expect(await bitsOf(serial)).toEqual([true, false])
    expect((await getBadge(asVisitor(), { serial })).credentialStatus).not.toEqual(before)
    await expect(restoreCertificate(admin, { serial })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'certificate.not_revoked',
    })
  })

  test('has an end: no certificate has more editions than it may', async () => {
    const admin = await asAdmin()
    for (let edition = 1; edition < CERTIFICATE_LIMITS.editions; edition += 1) {
      await revokeCertificate(admin, { serial, ...why })
      await restoreCertificate(admin, { serial })
    }
    await revokeCertificate(admin, { serial, ...why })
    await expect(restoreCertificate(admin, { serial })).rejects.toMatchObject({
      reason: 'certificate.editions_spent',
    })
    expect(await bitsOf(serial)).toEqual(Array(CERTIFICATE_LIMITS.editions).fill(true))
  })

  test('is for admins, and for certificates that are there', async () => {
    for (const viewer of [holder, await asInstructor()]) {
      await expect(revokeCertificate(viewer, { serial, ...why })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(restoreCertificate(viewer, { serial })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(listCertificates(viewer, { q: '' })).rejects.toMatchObject({ code: 'forbidden' })
    }
    const unauthenticated = { code: 'unauthenticated' }
    await expect(revokeCertificate(asVisitor(), { serial, ...why })).rejects.toMatchObject(unauthenticated)
    await expect(restoreCertificate(asVisitor(), { serial })).rejects.toMatchObject(unauthenticated)
    await expect(listCertificates(asVisitor(), { q: '' })).rejects.toMatchObject(unauthenticated)
    const unknown = { serial: 'K3M9-QTX2-7BVD-4HFS' }
    const notFound = { code: 'not_found', reason: 'certificate.none' }
    await expect(revokeCertificate(house, { ...unknown, ...why })).rejects.toMatchObject(notFound)
    await expect(restoreCertificate(house, unknown)).rejects.toMatchObject(notFound)
    await expect(getCertificate(asVisitor(), unknown)).rejects.toMatchObject(notFound)
    await expect(getBadge(asVisitor(), unknown)).rejects.toMatchObject(notFound)
  })
})

describe('a new name', () => {
  const renamed = async (fullName: string) => {
    await User.updateOne({ _id: holder.userId }, { fullName })
    return signedIn(holder.userId)
  }

  test('is written by the holder’s wish, under the same serial, and replaces the badge', async () => {
    const viewer = await renamed('Ada King')
    expect((await getCertificate(viewer, { serial })).holderName).toBe('Ada Lovelace')
    expect(await listFormerNames(viewer, { limit: 5 })).toMatchObject([
      { serial, holderName: 'Ada Lovelace' },
    ])
    await reissueCertificate(viewer, { serial })
    expect(await getCertificate(viewer, { serial })).toMatchObject({ serial, holderName: 'Ada King' })
    expect(await bitsOf(serial)).toEqual([true, false])
    expect(await listFormerNames(viewer, { limit: 5 })).toEqual([])
    expect(await tags()).toContain(`certificate:${serial}`)
    expect((await listCertificates(house, { q: 'ada k' })).items).toMatchObject([{ serial }])
    await expect(reissueCertificate(viewer, { serial })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'certificate.same_name',
    })
  })

  test('is nobody else’s to write, nor on what is revoked', async () => {
    const viewer = await renamed('Ada King')
    for (const other of [await asStudent(), await asAdmin()])
      await expect(reissueCertificate(other, { serial })).rejects.toMatchObject({ code: 'not_found' })
    await expect(reissueCertificate(asVisitor(), { serial })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    await expect(listFormerNames(asVisitor(), { limit: 5 })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    await revokeCertificate(house, { serial, ...why })
    await expect(reissueCertificate(viewer, { serial })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'certificate.revoked',
    })
  })
})

describe('the holder’s account erased', () => {
  test('leaves serial, course and day, and nothing of the person', async () => {
    const admin = await asAdmin()
    await revokeCertificate(admin, { serial, ...why })
    await restoreCertificate(admin, { serial })
    await eraseCertificates(house, { userId: holder.userId })
    expect(await getCertificate(asVisitor(), { serial })).toMatchObject({
      state: 'erased',
      holderName: '',
      courseTitle: 'First steps',
      completedOn: '2026-03-01',
    })
    await expect(getBadge(asVisitor(), { serial })).rejects.toMatchObject({ code: 'not_found' })
    expect(await bitsOf(serial)).toEqual([true, true])
    const kept = JSON.stringify(await Certificate.findOne({ serial }).lean()).toLowerCase()
    for (const trace of ['ada', 'lovelace', holder.userId]) expect(kept).not.toContain(trace)
    expect(await tags()).toContain(`certificate:${serial}`)

    await eraseCertificates(house, { userId: admin.userId })
    expect(JSON.stringify(await Certificate.findOne({ serial }).lean())).not.toContain(admin.userId)
    expect((await Certificate.findOne({ serial }).orFail()).history).toHaveLength(2)
  })

  test('leaves other people’s certificates alone; only the house erases', async () => {
    const other = await issued(await asStudent({ fullName: 'Grace Hopper' }))
    await expect(eraseCertificates(holder, { userId: holder.userId })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await eraseCertificates(house, { userId: holder.userId })
    expect(await getCertificate(asVisitor(), { serial: other })).toMatchObject({ holderName: 'Grace Hopper' })
  })
})

describe('lists', () => {
  test('admins find by serial and by the beginning of a name, whatever its case and accents', async () => {
    const admin = await asAdmin()
    const zoe = await issued(await asStudent({ fullName: 'Zoë  Núñez' }))
    const bangla = await issued(await asStudent({ fullName: 'শ্রীকৃষ্ণ ব্যানার্জী' }))
    const found = async (q: string) => (await listCertificates(admin, { q })).items.map((each) => each.serial)
    expect(await found('')).toEqual([bangla, zoe, serial])
    expect(await found('zoe nunez')).toEqual([zoe])
    expect(await found('ZOË')).toEqual([zoe])
    expect(await found('শ্রী')).toEqual([bangla])
    expect(await found(serial.toLowerCase().replaceAll('-', ' '))).toEqual([serial])
    expect(await found('nunez')).toEqual([])
    expect(await found('.*')).toEqual([])
  })

  test('pages skip and repeat nothing', async () => {
    const admin = await asAdmin()
    for (let n = 0; n < 30; n += 1) await issued(await asStudent({ fullName: 'Grace Hopper' }))
    for (const q of ['', 'grace']) {
      const first = await listCertificates(admin, { q })
      const rest = await listCertificates(admin, { q, cursor: first.nextCursor ?? '' })
      const serials = [...first.items, ...rest.items].map((each) => each.serial)
      expect(new Set(serials).size).toBe(q === '' ? 31 : 30)
      expect(rest.nextCursor).toBeNull()
    }
  })

  test('the export holds one’s own', async () => {
    await issued(await asStudent())
    const own = await all(listOwnCertificates(holder))
    expect(own).toMatchObject([{ serial, holderName: 'Ada Lovelace', courseTitle: 'First steps' }])
    await expect(all(listOwnCertificates(asVisitor()))).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })
})
