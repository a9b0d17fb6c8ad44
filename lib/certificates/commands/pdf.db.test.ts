import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { resetEnv } from '@/lib/platform/env'
import { storage } from '@/lib/platform/storage/port'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Certificate } from '@/models/certificate'
import { eraseCertificates } from './erasing'
import { issueCertificate } from './issuing'
import { prepareCertificatePdf } from './pdf'
import { revokeCertificate } from './revoking'
import { getCertificate } from '../queries'

useTestDatabase()

const house = systemViewer('test')
let folder: string
let holder: Member
let serial: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'techelevate-certificates-'))
  vi.stubEnv('DATA_DIR', folder)
  resetEnv()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  resetEnv()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  holder = await asStudent({ fullName: 'শ্রীকৃষ্ণ ব্যানার্জী' })
  const { course } = await makeCourse({ language: 'bn', title: 'বাংলা ভাষা' })
  const completedAt = new Date('2026-03-01T10:00:00Z')
  serial = (await issueCertificate(house, { userId: holder.userId, courseId: course.id, completedAt })).serial
})
afterEach(() => rm(`${folder}/uploads/files`, { recursive: true, force: true }))

const pdf = () => prepareCertificatePdf(asVisitor(), { serial })
const bytesOf = async ({ key }: { key: string }) => buffer(await storage().open(key))
const files = async () =>
  (await readdir(`${folder}/uploads/files`, { recursive: true })).filter((name) => name.length > 3)

test('it is drawn once and then kept', async () => {
  const first = await pdf()
  expect(first).toMatchObject({ mime: 'application/pdf', name: `${serial}.pdf` })
  const bytes = await bytesOf(first)
  expect(bytes.subarray(0, 8).toString()).toBe('%PDF-1.7')
  expect(bytes.byteLength).toBe(first.sizeBytes)
  expect(await pdf()).toEqual(first)
  expect(await files()).toHaveLength(1)
})

test('the same row makes the same bytes, and a lost file is made again', async () => {
  const first = await pdf()
  await storage().remove(first.key)
  const second = await pdf()
  expect(second.key).not.toBe(first.key)
  expect(second.sha256).toBe(first.sha256)
})

test('those who ask at once all get it, and one file stays', async () => {
  const all = await Promise.all(Array.from({ length: 4 }, pdf))
  expect(await files()).toHaveLength(1)
  for (const file of [...all, await pdf()]) expect((await bytesOf(file)).byteLength).toBe(file.sizeBytes)
})

test('when the row says something else it is drawn anew, and the old one goes', async () => {
  const first = await pdf()
  await Certificate.updateOne({ serial }, { holderName: 'Ada Lovelace' })
  expect((await pdf()).sha256).not.toBe(first.sha256)
  expect(await files()).toHaveLength(1)
})

test('what does not count has none', async () => {
  await pdf()
  await revokeCertificate(house, { serial, reason: 'other', note: '' })
  await expect(pdf()).rejects.toMatchObject({ code: 'conflict', reason: 'certificate.revoked' })
  await eraseCertificates(house, { userId: holder.userId })
  await expect(pdf()).rejects.toMatchObject({ code: 'not_found' })
  expect(await files()).toEqual([])
  const unknown = prepareCertificatePdf(asVisitor(), { serial: 'K3M9-QTX2-7BVD-4HFS' })
  await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
})

test('an erasure that the storage cuts short begins again and leaves no file with the name', async () => {
  await pdf()
  const remove = vi.spyOn(storage(), 'remove').mockRejectedValueOnce(new Error('The disk is away.'))
  await expect(eraseCertificates(house, { userId: holder.userId })).rejects.toThrow('The disk is away.')
  await expect(pdf()).rejects.toMatchObject({ code: 'not_found' })
  expect(await getCertificate(asVisitor(), { serial })).toMatchObject({ state: 'erased', holderName: '' })
  await eraseCertificates(house, { userId: holder.userId })
  remove.mockRestore()
  expect(await files()).toEqual([])
})
