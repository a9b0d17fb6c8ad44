import { readFile } from 'node:fs/promises'
import { expect, test } from '../fixtures'

/** Every page and how it is rendered. A page that changes sides by accident loses its speed, or shows one person's things to all. */
const KEPT = [
  '/[locale]',
  '/[locale]/certificates/[serial]',
  '/[locale]/courses',
  '/[locale]/courses/[slug]',
  '/[locale]/courses/[slug]/preview/[lessonId]',
  '/[locale]/courses/category/[slug]',
  '/[locale]/docs/api',
  '/[locale]/legal/privacy',
  '/[locale]/legal/terms',
  '/[locale]/problem/[name]',
  '/[locale]/u/[username]',
]

test('exactly these pages are kept; every other is rendered per request', async () => {
  const read = async (name: string) => JSON.parse(await readFile(`.next/${name}`, 'utf8'))
  const kept = await read('prerender-manifest.json')
  const pages = Object.values<string>(await read('app-path-routes-manifest.json')).filter((page) =>
    page.startsWith('/[locale]'),
  )
  const isKept = (page: string) => page in kept.dynamicRoutes || page in kept.routes
  expect(pages.filter(isKept).toSorted()).toEqual(KEPT.toSorted())
  // What the build itself rendered would show an empty academy for good, and the address it was built under.
  const rendered = Object.keys(kept.routes).filter(
    (page) => !['/_not-found', '/_global-error', '/icon.svg'].includes(page),
  )
  expect(rendered.filter((page) => !/\/-\/|\.(?:png|svg|ico)$/.test(page))).toEqual([])
})
