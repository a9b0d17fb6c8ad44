import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list'
import type { Page } from '@playwright/test'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { loadBundled } from '@/lib/platform/credentials/contexts'
import { makeCertificate } from '../certificates'
import { expect, expectNoSidewaysScroll, test } from '../fixtures'

const PHONE = { viewport: { width: 390, height: 844 } }

/** What a stranger to the academy finds out about a badge, with nothing but its own address to look at. */
async function badgeCounts(page: Page, badge: object): Promise<boolean> {
  const origin = new URL(page.url()).origin
  const read = async (url: string) => {
    const answer = await page.request.get(url)
    expect(answer.status()).toBe(200)
    return answer.json()
  }
  const documentLoader = async (url: string) => {
    const served = (document: unknown) => ({ contextUrl: null, documentUrl: url, document })
    if (url.startsWith(`${origin}/`)) return served(await read(url))
    if (!url.startsWith('did:web:')) return loadBundled(url)
    const host = decodeURIComponent(url.slice('did:web:'.length).split('#')[0] ?? '')
    expect(host).toBe(new URL(origin).host)
    const keys = await read(`${origin}/.well-known/did.json`)
    const key = keys.verificationMethod.find(({ id }: { id: string }) => id === url)
    return served(key ? { '@context': 'https://w3id.org/security/multikey/v1', ...key } : keys)
  }
  const suite = new DataIntegrityProof({ cryptosuite })
  const { verified, statusResult } = await verifyCredential({
    credential: badge,
    suite,
    documentLoader,
    checkStatus,
  })
  return verified && !(statusResult?.results?.some(({ status }) => status) ?? false)
}

async function wordsOf(bytes: Buffer): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const { items } = await (await document.getPage(1)).getTextContent()
  await document.destroy()
  return items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str] : []))
}

test('somebody completes a course and shows its certificate to the world', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student', { fullName: 'রহিমা খাতুন' })
  const course = await database.makeCourse({ title: 'Reading the sky' })
  await database.enrollIn(person, course, [0, 1])
  const page = await pageOf(person)
  const stranger = await pageOf(null)
  let address = ''

  await test.step('the last lesson brings the certificate', async () => {
    await page.goto(`/learn/${course.slug}/${course.lessons[2]?.id}`)
    await page
      .getByRole('button', { name: /^Mark .*complete|^Mark as (?:done|complete)/ })
      .first()
      .click()
    await expect
      .poll(async () => {
        await page.goto(`/learn/${course.slug}`)
        return page.getByRole('link', { name: /certificate/i }).count()
      })
      .toBeGreaterThan(0)
    await page
      .getByRole('link', { name: /certificate/i })
      .first()
      .click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Certificate of completion')
    address = page.url()
  })

  await test.step('anybody with the address sees that it counts', async () => {
    const answer = await stranger.goto(address)
    expect(answer?.status()).toBe(200)
    await expect(stranger.getByText('Valid', { exact: true })).toBeVisible()
    await expect(stranger.getByText('রহিমা খাতুন')).toBeVisible()
    await expect(stranger.getByText('Reading the sky').first()).toBeVisible()
    await expect(stranger.getByRole('img', { name: 'QR code of this page’s address' })).toBeVisible()
    await expect(stranger.locator('meta[name="robots"]')).toHaveAttribute('content', /noindex/)
    await expectAccessible(stranger, 'a certificate')
  })

  await test.step('the PDF holds the name as it is written', async () => {
    const link = stranger.getByRole('link', { name: 'Download as PDF' })
    const answer = await stranger.request.get(`${address}/pdf`)
    expect(await link.getAttribute('href')).toBe(`${new URL(address).pathname}/pdf`)
    expect(answer.headers()['content-type']).toBe('application/pdf')
    const bytes = await answer.body()
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(await wordsOf(bytes)).toEqual(expect.arrayContaining(['রহিমা খাতুন', 'Reading the sky']))
    expect((await (await stranger.request.get(`${address}/pdf`)).body()).equals(bytes)).toBe(true)
  })

  await test.step('the badge verifies without asking the academy for more than its key and its list', async () => {
    const badge = await (await stranger.request.get(`${address}/badge.json`)).json()
    expect(await badgeCounts(stranger, badge)).toBe(true)
    expect(await badgeCounts(stranger, { ...badge, name: 'Another course' })).toBe(false)
  })
})

test('what an admin revokes is said by page, file and badge at once', async ({
  pageOf,
  as,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student', { fullName: 'রহিমা খাতুন' })
  const serial = await makeCertificate(person, await database.makeCourse({ title: 'Reading the sky' }))
  const stranger = await pageOf(null)
  await stranger.goto(`/certificates/${serial}`)
  await expect(stranger.getByText('Valid', { exact: true })).toBeVisible()
  const badge = await (await stranger.request.get(`/certificates/${serial}/badge.json`)).json()
  expect(await badgeCounts(stranger, badge)).toBe(true)

  const admin = await as('admin')
  await admin.goto('/admin/certificates')
  await admin.getByRole('searchbox').fill(serial.toLowerCase())
  await admin.getByRole('button', { name: 'Search' }).click()
  await expect(admin.getByRole('row')).toHaveCount(2)
  const name = 'Revoke the certificate of রহিমা খাতুন for Reading the sky'
  await admin.getByRole('button', { name }).click()
  const dialog = admin.getByRole('dialog', { name })
  await expectAccessible(admin, 'the certificates of admins and the dialog of a revocation')
  await dialog.getByLabel('Why?').selectOption('Issued in error')
  await dialog.getByLabel('Note for admins').fill('Imported twice.')
  await dialog.getByRole('button', { name: 'Revoke the certificate' }).click()
  await expect(admin.getByRole('cell', { name: /^Revoked/ })).toBeVisible()

  await stranger.reload()
  await expect(stranger.getByText('Revoked', { exact: true })).toBeVisible()
  await expect(stranger.getByText('It was issued in error.')).toBeVisible()
  await expect(stranger.getByText('Imported twice.')).toBeHidden()
  await expect(stranger.getByRole('link', { name: 'Download as PDF' })).toBeHidden()
  await expectAccessible(stranger, 'a revoked certificate')
  expect((await stranger.request.get(`/certificates/${serial}/pdf`)).status()).toBe(409)
  expect(await badgeCounts(stranger, badge)).toBe(false)
})

test('on a phone without scripts: the certificate, its file, and a serial as it was typed', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('student', {
    fullName: 'Wolfeschlegelsteinhausenbergerdorff Maria-Magdalena von und zu Hohenlohe-Waldenburg',
  })
  const course = await database.makeCourse({ title: 'Reading the sky' })
  const serial = await makeCertificate(person, course)
  const page = await pageOf(null, { ...PHONE, javaScriptEnabled: false })
  await page.goto(`/certificates/${serial.toLowerCase().replaceAll('-', '')}`)
  await expect(page).toHaveURL(new RegExp(`/certificates/${serial}$`))
  await expect(page.getByText(person.fullName)).toBeVisible()
  await expectNoSidewaysScroll(page)
  const href = await page.getByRole('link', { name: 'Download as PDF' }).getAttribute('href')
  expect((await page.request.get(href ?? '')).status()).toBe(200)
})

test('who has another name now writes it on the certificate; what cannot be printed is told before', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student', { fullName: 'Ada King 🎉' })
  const course = await database.makeCourse({ title: 'Reading the sky' })
  const almostDone = await database.makeCourse({ title: 'Drawing the sky' })
  await database.enrollIn(person, almostDone, [0, 1])
  const serial = await makeCertificate(person, course, { formerName: 'Ada Lovelace' })
  const page = await pageOf(person)

  await page.goto(`/learn/${almostDone.slug}`)
  await expect(page.getByText('One character of your name cannot be printed')).toBeVisible()
  await page.getByRole('link', { name: 'Change your name' }).click()
  await expect(page).toHaveURL('/settings/profile')
  await expect(page.getByText('Our fonts lack: 🎉.')).toBeVisible()
  await expectAccessible(page, 'the profile with certificates in a former name')

  await page.getByRole('button', { name: 'Write Ada King 🎉 on the certificate of Reading the sky' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Use Ada King 🎉' }).click()
  await expect(page.getByText('In the name of Ada Lovelace')).toBeHidden()
  await page.goto(`/certificates/${serial}`)
  await expect(page.getByRole('main').getByText('Ada King 🎉')).toBeVisible()
})
