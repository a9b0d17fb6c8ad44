import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { ACTIONS } from './actions'
import { MATRIX } from './matrix'
import { PARAMETERS } from './parameters'

/** `app/[locale]/(site)/courses/[slug]/page.tsx` → `/courses/[slug]`. */
function routeOf(file: string): string {
  const parts = file.split('/').slice(1, -1)
  const shown = parts.filter((part) => part !== '[locale]' && !/^\(.*\)$/.test(part))
  return `/${shown.join('/')}`
}

/** The methods that a route handler exports, however it says so. */
function methodsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
    new RegExp(
      `export (?:async )?(?:const|function) ${method}\\b|export \\{[^}]*\\b${method}\\b[^}]*\\}`,
    ).test(source),
  )
}

const doors = [
  ...globSync('app/**/page.tsx').map((file) => `GET ${routeOf(file)}`),
  ...globSync('app/**/route.ts').flatMap((file) =>
    methodsOf(file).map((method) => `${method} ${routeOf(file)}`),
  ),
  // A glob passes over names that begin with a dot.
  ...globSync('app/.well-known/**/route.ts').flatMap((file) =>
    methodsOf(file).map((method) => `${method} ${routeOf(file)}`),
  ),
  // Files from which Next makes an address by their name.
  ...globSync('app/robots.ts').map(() => 'GET /robots.txt'),
]

test('every page and every method of every route has a row, and every row a route', () => {
  const rows = new Set(MATRIX.map(({ method = 'GET', route }) => `${method} ${route}`))
  expect([...new Set(doors)].toSorted()).toEqual([...rows].toSorted())
})

test('every server action has a row, and every row an action', () => {
  const files = globSync('{lib,app,components}/**/*.{ts,tsx}').filter((file) =>
    /^\s*['"]use server['"]/m.test(readFileSync(file, 'utf8')),
  )
  const actions = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?(?:const|function) (\w+)/gm)].map(
      ([, name]) => `${file}#${name}`,
    ),
  )
  expect(actions.toSorted()).toEqual(Object.keys(ACTIONS).toSorted())
})

test('what the build registered as actions is in the table', () => {
  const registered = Object.values(actionsOfBuild()).map(
    ({ filename, exportedName }) => `${filename}#${exportedName}`,
  )
  expect(new Set(registered).difference(new Set(Object.keys(ACTIONS)))).toEqual(new Set())
})

function actionsOfBuild(): Record<string, { filename: string; exportedName: string }> {
  return JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')).node
}

test('every page that reads its parameters is tried with hostile ones', () => {
  const reading = globSync('app/**/page.tsx').filter((file) =>
    /\bsearchParams\b/.test(readFileSync(file, 'utf8')),
  )
  // The catalogue with parameters is reached as /courses; see lib/courses/addresses.mjs.
  const addresses = reading.map((file) => routeOf(file).replace(/^\/catalogue$/, '/courses'))
  expect(addresses.filter((address) => !(address in PARAMETERS))).toEqual([])
})
