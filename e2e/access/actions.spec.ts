import { readFileSync } from 'node:fs'
import type { database as Database } from '../database'
import { expect, test } from '../fixtures'
import { ACTIONS, type Outcome } from './actions'
import { makeScene, VISITORS, type Scene } from './scene'

type Registered = Record<string, { filename: string; exportedName: string }>

/** The ids under which browsers call the actions. */
function idsOfActions(): Map<string, string> {
  const { node }: { node: Registered } = JSON.parse(
    readFileSync('.next/server/server-reference-manifest.json', 'utf8'),
  )
  return new Map(
    Object.entries(node).map(([id, { filename, exportedName }]) => [`${filename}#${exportedName}`, id]),
  )
}

/** The arguments `(null, formData)` as React's client writes them. */
function argumentsOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(`_1_${name}`, value)
  form.append('0', '[null,"$K1"]')
  return form
}

/** What the answer of an action says, read from React's stream. */
function outcomeOf(answer: { status: number; redirect: string | null; text: string }): string {
  // What was just made has an id that no table can know.
  if (answer.redirect !== null) return `→ ${answer.redirect.split(';')[0]}`.replace(/[0-9a-f]{24}/, '{id}')
  const refused = /"ok":false,"error":\{"code":"(\w+)"/.exec(answer.text)?.[1]
  if (refused !== undefined) return refused
  return /"ok":true/.test(answer.text) ? 'done' : `status ${answer.status}: ${answer.text.slice(0, 200)}`
}

const shown = (outcome: Outcome, { learned, draft }: Scene): string =>
  outcome
    .replace('/login?next={slug}', `/login?next=${encodeURIComponent(`/join/${draft.slug}`)}`)
    .replace('{slug}', learned.slug)

for (const visitor of VISITORS) {
  /** Of the one in the scene, or of somebody new. */
  async function cookieFor(database: typeof Database, scene: Scene | null) {
    if (visitor === 'visitor') return null
    const { userId } = scene?.people[visitor] ?? (await database.makePerson(visitor))
    return database.cookieOf(userId)
  }

  test(`every action answers ${visitor} as the table says`, async ({ database, baseURL }) => {
    const ids = idsOfActions()
    const scene = await makeScene(database)
    for (const [name, { page, fields, expected, isOfScene }] of Object.entries(ACTIONS)) {
      const id = ids.get(name)
      if (id === undefined) throw new Error(`The build does not hold ${name}.`)
      const cookie = await cookieFor(database, isOfScene ? scene : null)
      const answer = await fetch(`${baseURL}${typeof page === 'string' ? page : page(scene)}`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'next-action': id,
          origin: String(baseURL),
          accept: 'text/x-component',
          ...(cookie && { cookie: `${cookie.name}=${cookie.value}` }),
        },
        body: argumentsOf(await fields({ scene, database })),
      })
      const outcome = outcomeOf({
        status: answer.status,
        redirect: answer.headers.get('x-action-redirect'),
        text: await answer.text(),
      })
      expect.soft([name, outcome]).toEqual([name, shown(expected[visitor], scene)])
    }
  })
}
