import type { Db } from 'mongodb'
import { contentsOf, isSame, listed, type Contents, type Listed } from './contents.ts'
import { MARKS, marksOf, type Mark } from './marks.ts'

/** One collection of the source, and what the target has under its name. */
export type Planned = Listed & {
  contents: Contents
  /** `done`: the target has the same documents. `again`: a move of ours broke off or the source has changed since. */
  state: 'new' | 'again' | 'done' | 'foreign'
}

export type Survey = { collections: Planned[]; views: Listed[]; objections: string[] }

/** Compares a database with its target before anything is written; `objections` says what of others is in the way. */
export async function survey(source: Db, target: Db): Promise<Survey> {
  const all = await listed(source)
  const there = new Map((await listed(target)).map((each) => [each.name, each]))
  const marks = new Map((await marksOf(target).find().toArray()).map((each) => [each._id, each]))
  const objections: string[] = []
  const collections: Planned[] = []
  for (const each of all) {
    if (each.isView) continue
    const contents = await contentsOf(source.collection(each.name))
    const state = there.has(each.name)
      ? await stateOf(target, { ...each, contents }, marks.get(each.name))
      : 'new'
    collections.push({ ...each, contents, state })
    if (state === 'foreign')
      objections.push(`${target.databaseName}.${each.name} holds documents that are not from here.`)
  }
  for (const { name, isView } of there.values()) {
    if (isView || name === MARKS || all.some((each) => each.name === name)) continue
    if ((await target.collection(name).findOne()) !== null)
      objections.push(`${target.databaseName}.${name} holds documents, and there is no such collection here.`)
  }
  return { collections, views: all.filter(({ isView }) => isView), objections }
}

type Here = Listed & { contents: Contents }

async function stateOf(target: Db, here: Here, known: Mark | undefined): Promise<Planned['state']> {
  const isOurs = known !== undefined && known.source === here.uuid
  if (isOurs && !known.isCopied) return 'again'
  const there = await contentsOf(target.collection(here.name))
  if (isSame(there, here.contents)) return 'done'
  // Copied by us and untouched since, or empty: nothing of anybody is lost by copying again.
  return there.count === 0 || (isOurs && isSame(there, known)) ? 'again' : 'foreign'
}
