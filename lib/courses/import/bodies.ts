import type { PublicPicture } from '@/lib/media/commands/pictures'
import { copyOf, LessonAddresses, picturePath } from './addresses'
import type { Losses } from './losses'
import { plannedLessons, type CoursePlan, type SourceText } from './plan'
import { isElsewhere, rewriteMarkdown, type Resolver } from './rewrite'

/** Brings a picture of the folder into the storage; null where there is none, a reason where it was refused. */
export type PictureKeeper = (path: string) => Promise<PublicPicture | { refused: string } | null>
export type Bodies = { description: string; byPath: Map<string, string> }

type Found = { links: Map<string, string | null>; pictures: Map<string, string | null> }

/** Makes of a text of the folder what is stored of it; what leads nowhere is reported. */
export type FinishText = (text: SourceText) => Promise<string>

/**
 * Finishes the texts of a plan: links between lessons by id, pictures by their public address and size. Texts are gone
 * through twice, because finding is asynchronous and rewriting is not: first every address is looked up, then it is
 * written, and reported, once.
 */
export function textFinisher(
  plan: CoursePlan,
  idOf: (path: string) => string,
  { pictures, keepPicture, losses }: Omit<PictureContext, 'line'>,
): FinishText {
  const addresses = new LessonAddresses(plan)
  return async (text) => {
    const asked = addressesOf(text)
    const found: Found = { links: new Map(), pictures: new Map() }
    for (const [address, line] of asked.links) {
      found.links.set(address, await findLink(text.path, address, { addresses, idOf, losses, line }))
    }
    for (const [address, line] of asked.pictures) {
      found.pictures.set(
        address,
        await findPicture(text.path, address, { pictures, keepPicture, losses, line }),
      )
    }
    return rewriteMarkdown(text.body, text.bodyLine, {
      ...reporter(text.path, losses),
      link: (address) => found.links.get(address) ?? null,
      picture: (address) => found.pictures.get(address) ?? null,
    })
  }
}

/** Every text of a plan as it is stored. */
export async function finishBodies(plan: CoursePlan, finish: FinishText): Promise<Bodies> {
  const byPath = new Map<string, string>()
  for (const lesson of plannedLessons(plan)) byPath.set(lesson.path, await finish(lesson))
  return { description: await finish(plan.description), byPath }
}

/** Every address of a text with the first line it stands on. */
function addressesOf(text: SourceText): { links: Map<string, number>; pictures: Map<string, number> } {
  const asked = { links: new Map<string, number>(), pictures: new Map<string, number>() }
  const note = (map: Map<string, number>) => (address: string, line: number) => {
    if (!map.has(address)) map.set(address, line)
    return address
  }
  const silent = () => undefined
  rewriteMarkdown(text.body, text.bodyLine, {
    link: note(asked.links),
    picture: note(asked.pictures),
    dropped: silent,
    removed: silent,
    embed: silent,
  })
  return asked
}

type LinkContext = {
  addresses: LessonAddresses
  idOf: (path: string) => string
  losses: Losses
  line: number
}

async function findLink(from: string, address: string, { addresses, idOf, losses, line }: LinkContext) {
  if (isElsewhere(address) || address === '') return address
  const found = await addresses.find(from, address)
  if (found === null) {
    losses.add('linkMissing', from, { line, detail: address })
    return null
  }
  const isHere = found.lesson.path === from
  if (!found.hasHeading) losses.add('headingMissing', from, { line, detail: address })
  const fragment = found.hasHeading && found.fragment !== '' ? `#${found.fragment}` : ''
  if (isHere) return fragment === '' ? null : fragment
  return `lesson:${idOf(found.lesson.path)}${fragment}`
}

type PictureContext = {
  pictures: ReadonlySet<string>
  keepPicture: PictureKeeper
  losses: Losses
  line: number
}

async function findPicture(
  from: string,
  address: string,
  { pictures, keepPicture, losses, line }: PictureContext,
) {
  const copy = isElsewhere(address) ? copyOf(address, pictures) : undefined
  if (isElsewhere(address) && copy === undefined) {
    losses.add('pictureElsewhere', from, { line, detail: address })
    return address
  }
  const kept = await keepPicture(copy ?? picturePath(from, address))
  if (kept === null) losses.add('pictureMissing', from, { line, detail: address })
  else if ('refused' in kept)
    losses.add('pictureRefused', from, { line, detail: `${address} (${kept.refused})` })
  else return `${kept.url}#${kept.width}x${kept.height}`
  return null
}

/** Elements that are not shown are reported once a tag and file, embeds each. */
function reporter(file: string, losses: Losses): Pick<Resolver, 'dropped' | 'removed' | 'embed'> {
  const seen = new Set<string>()
  const once = (code: 'tagDropped' | 'tagRemoved') => (tag: string, line: number) => {
    if (!seen.has(tag)) losses.add(code, file, { line, detail: tag })
    seen.add(tag)
  }
  return {
    dropped: once('tagDropped'),
    removed: once('tagRemoved'),
    embed: (address, line) => losses.add('embedReplaced', file, { line, detail: address }),
  }
}
