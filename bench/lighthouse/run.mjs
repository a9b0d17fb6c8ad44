/**
 * npm run bench:lighthouse -- http://localhost:3000
 *
 * Lighthouse (performance, accessibility, best practices, SEO) and axe over the pages a learner passes, on an academy with
 * the demo data that runs at that address. Prints a table; ends with 1 when a figure of product.md is missed.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import lighthouse from 'lighthouse'
import puppeteer from 'puppeteer-core'

const ROOT = path.resolve(import.meta.dirname, '..', '..')
const ORIGIN = (process.argv[2] ?? 'http://localhost:3000').replace(/\/$/, '')
const LEAST_SCORE = 98
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** @typedef {{ what: string, path: string, isPrivate: boolean }} Page */
/** @typedef {{ page: Page, form: 'mobile' | 'desktop', scores: (number | null)[], violations: string[] }} Finding */

/** @type {{ role: string, email: string, password: string }[]} */
const accounts = JSON.parse(readFileSync(path.join(ROOT, 'demo', 'accounts.json'), 'utf8'))
const student = accounts.find(({ role }) => role === 'student')
if (student === undefined) throw new Error('The demo academy has no student.')

const browser = await puppeteer.launch({ executablePath: browserPath(), args: FLAGS })
try {
  const lesson = await signIn(student)
  /** @type {Page[]} */
  const pages = [
    { what: 'home', path: '/', isPrivate: false },
    { what: 'catalogue', path: '/courses', isPrivate: false },
    { what: 'course', path: '/courses/how-the-web-works', isPrivate: false },
    { what: 'sign-in', path: '/login', isPrivate: false },
    { what: 'dashboard', path: '/dashboard', isPrivate: true },
    { what: 'lesson', path: lesson, isPrivate: true },
  ]
  const findings = []
  for (const page of pages)
    for (const form of /** @type {const} */ (['mobile', 'desktop'])) findings.push(await look(page, form))
  process.exitCode = report(findings) ? 0 : 1
} finally {
  await browser.close()
}

/** Signs the demo student in and answers the address of a lesson of theirs. @param {{ email: string, password: string }} account */
async function signIn({ email, password }) {
  const page = await browser.newPage()
  await page.goto(`${ORIGIN}/login`)
  await page.type('input[autocomplete~="username"]', email)
  await page.type('input[type="password"]', password)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await page.goto(`${ORIGIN}/learn/how-the-web-works`)
  const lesson = await page.$$eval('main a[href*="/learn/how-the-web-works/"]', (links) =>
    links.map((link) => link.getAttribute('href')).find((href) => /\/[0-9a-f]{24}$/.test(href ?? '')),
  )
  await page.close()
  if (!lesson) throw new Error('The demo student is in no course with lessons.')
  return lesson
}

/** @param {Page} target @param {'mobile' | 'desktop'} form @returns {Promise<Finding>} */
async function look(target, form) {
  // A visitor's page is asked for by somebody who is nobody.
  const context = target.isPrivate ? browser.defaultBrowserContext() : await browser.createBrowserContext()
  const page = await context.newPage()
  const violations = await axeOf(page, target, form)
  const settings =
    form === 'desktop'
      ? {
          formFactor: /** @type {const} */ ('desktop'),
          screenEmulation: { mobile: false, width: 1440, height: 900, deviceScaleFactor: 1, disabled: false },
          throttling: { rttMs: 40, throughputKbps: 10_240, cpuSlowdownMultiplier: 1 },
        }
      : {}
  const result = await lighthouse(
    ORIGIN + target.path,
    { onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: 'error', ...settings },
    undefined,
    page,
  )
  const categories = result?.lhr.categories ?? {}
  await page.close()
  return {
    page: target,
    form,
    scores: CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100)),
    violations,
  }
}

/** Rules of accessibility that the page breaks, in light and in dark. @param {import('puppeteer-core').Page} page @param {Page} target @param {string} form */
async function axeOf(page, target, form) {
  await page.setViewport(form === 'desktop' ? { width: 1440, height: 900 } : { width: 390, height: 844 })
  const broken = new Set()
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
    await page.goto(ORIGIN + target.path)
    await page.evaluate(AXE)
    const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')
    for (const id of /** @type {string[]} */ (found)) broken.add(id)
  }
  return [...broken]
}

/** @param {Finding[]} findings */
function report(findings) {
  const lines = findings.map(
    ({ page, form, scores, violations }) =>
      `| ${page.what}, ${form} | ${scores.join(' | ')} | ${violations.join(', ') || '0'} |`,
  )
  const head = `| page | ${CATEGORIES.join(' | ')} | axe |`
  process.stdout.write([head, '| --- | --- | --- | --- | --- | --- |', ...lines, ''].join('\n'))
  // A page for one person is not for search engines; its SEO says nothing.
  const counted = findings.map(({ page, scores }) => (page.isPrivate ? scores.slice(0, 3) : scores))
  return (
    counted.flat().every((score) => score !== null && score >= LEAST_SCORE) &&
    findings.every(({ violations }) => violations.length === 0)
  )
}

function browserPath() {
  const found = spawnSync(process.execPath, [path.join(ROOT, 'scripts', 'find-browser.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (found.status !== 0) process.exit(1)
  return found.stdout.trim()
}
