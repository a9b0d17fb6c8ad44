import { expect, test } from '../fixtures'
import { MATRIX } from './matrix'
import { PARAMETERS } from './parameters'
import { headersOf, lessonOf, makeScene, type Scene, type Visitor } from './scene'

/** What people with bad intentions, old links and broken programs write into an address. */
const HOSTILE = [
  '',
  ' ',
  "'",
  '"><script>alert(1)</script>',
  '$where',
  '{"$ne":null}',
  '%00',
  '%F0%9F%92%A9',
  '%E2%80%AE%E2%80%8B',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '-1',
  '1e309',
  'NaN',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  'zzzzzzzzzzzzzzzzzzzzzzzz',
  '__proto__',
  'constructor',
  'toString',
  'undefined',
  'x'.repeat(3000),
].map((value) => (/%[0-9A-F]{2}/i.test(value) ? value : encodeURIComponent(value)))
/** In a path stand ids and names: numbers and words of the language are there what any other name is. */
const LIKE_NAMES = ['-1', '1e309', 'NaN', 'undefined', 'toString', 'constructor', 'z'.repeat(24), '%20']
const IN_PATH = HOSTILE.filter((value) => !LIKE_NAMES.includes(value))
/** A parameter that comes twice is a list, whatever stands in it. */
const SECOND = HOSTILE.filter((value) => ['', '%00', '-1'].includes(value))

/** Every address of the table with each of its own words replaced, and with each parameter filled in. */
function addressesFrom(scene: Scene): string[] {
  const plain = MATRIX.filter(({ method = 'GET' }) => method === 'GET').map(({ address }) =>
    typeof address === 'string' ? address : address(scene),
  )
  // One row for each route: what is wrong with a word of an address does not depend on whose course stands beside it.
  const routes = new Map(MATRIX.toReversed().map((row) => [row.route, row]))
  const inPath = [...routes.values()].flatMap(({ route, address }) => {
    const parts = (typeof address === 'string' ? address : address(scene)).split('?')[0]?.split('/') ?? []
    return route
      .split('/')
      .flatMap((part, place) =>
        part.startsWith('[') ? IN_PATH.map((value) => parts.with(place, value).join('/')) : [],
      )
  })
  const inQuery = Object.entries(PARAMETERS).flatMap(([path, names]) =>
    names.flatMap((name) =>
      [...HOSTILE, ...SECOND.map((value) => `a&${name}=${value}`)].map((value) =>
        `${path}?${name}=${value}`
          .replace('[slug]', scene.open.slug)
          .replace('[lessonId]', lessonOf(scene.open, 1))
          .replace('[webhookId]', scene.webhook.webhookId)
          .replace('[id]', scene.learned.courseId)
          .replace('[userId]', scene.people.student.userId),
      ),
    ),
  )
  const unknown = plain.map(
    (address) => `${address}${address.includes('?') ? '&' : '?'}__proto__[x]=1&_rsc=1&a[$gt]=`,
  )
  return [...new Set([...inPath, ...inQuery, ...unknown])]
}

/**
 * An admin passes all doors, so everything is asked as one. Most of it looks the same to the others: each fifth, as neither list
 * of values has a multiple of five, brings every value and every place in turn.
 */
const EACH = { visitor: 5, student: 5, admin: 1 } satisfies Partial<Record<Visitor, number>>

for (const [visitor, each] of Object.entries(EACH)) {
  test(`whatever ${visitor} writes into an address, the house does not fall`, async ({
    database,
    baseURL,
  }) => {
    // Some thousand addresses.
    test.setTimeout(240_000)
    const scene = await makeScene(database)
    const headers = {
      ...(await headersOf(database, scene, visitor as keyof typeof EACH)),
      accept: 'text/html',
    }
    const addresses = addressesFrom(scene).filter((_, index) => index % each === 0)
    const fallen: string[] = []
    const ask = async (address: string) => {
      const { status } = await fetch(`${baseURL}${address}`, { headers, redirect: 'manual' })
      if (status >= 500) fallen.push(`${status} ${address.slice(0, 200)}`)
    }
    const workers = Array.from({ length: 4 }, async () => {
      for (let address = addresses.pop(); address !== undefined; address = addresses.pop()) await ask(address)
    })
    await Promise.all(workers)
    expect(fallen).toEqual([])
  })
}

test('forms and bodies that make no sense are refused, not fallen over', async ({ database, baseURL }) => {
  const scene = await makeScene(database)
  const cookie = await headersOf(database, scene, 'student')
  const fallen: string[] = []
  const bodies = ['', '{', '[]', 'null', '{"__proto__":{"a":1}}', '\u0000', 'a=b&c', '['.repeat(5000)]
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    '',
  ]
  for (const { method = 'GET', address } of MATRIX) {
    const path = typeof address === 'string' ? address : address(scene)
    const isOwnMethod = method !== 'GET' && method !== 'HEAD'
    for (const [index, body] of bodies.entries()) {
      const type = types[index % types.length] ?? ''
      const answer = await fetch(`${baseURL}${path}`, {
        method: isOwnMethod ? method : 'POST',
        redirect: 'manual',
        headers: {
          ...cookie,
          origin: String(baseURL),
          ...(type && { 'content-type': type }),
          ...(index % 2 ? { 'next-action': 'f'.repeat(42) } : {}),
        },
        body,
      })
      if (answer.status >= 500) fallen.push(`${answer.status} ${method} ${path} ${type} ${body.slice(0, 20)}`)
    }
  }
  expect(fallen).toEqual([])
})
