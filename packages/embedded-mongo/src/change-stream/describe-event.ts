import { Long } from 'bson'
import type { WatchOptions } from '../engine-types.ts'
import { fault } from '../errors.ts'
import { toTimestamp } from '../storage/clock.ts'
import type { Namespace } from '../storage/namespace.ts'
import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import type { ChangeEvent } from './event.ts'
import type { LoggedRow } from './event-log.ts'
import { uuidBinary } from './event-row.ts'

const FULL = ['default', 'updateLookup', 'whenAvailable', 'required']
const BEFORE = ['off', 'whenAvailable', 'required']

/** Throws BadValue unless the options that say which documents come along are MongoDB's. */
export function checkDocumentOptions({ fullDocument, fullDocumentBeforeChange }: WatchOptions): void {
  checkChoice('fullDocument', fullDocument, FULL)
  checkChoice('fullDocumentBeforeChange', fullDocumentBeforeChange, BEFORE)
}

function checkChoice(field: string, value: string | undefined, choices: string[]): void {
  if (value !== undefined && !choices.includes(value))
    throw fault(
      'BadValue',
      `Enumeration value '${value}' for field '$changeStream.${field}' is not a valid value.`,
    )
}

/** What describes one event: its token, the row it stands in, what the stream asked for, and the present documents. */
export type Telling = {
  token: Doc
  row: LoggedRow
  options: WatchOptions
  lookup(ns: Namespace, id: unknown): Doc | null
}

/** An event as change streams show it (https://www.mongodb.com/docs/manual/reference/change-events/). */
export function describeEvent(event: ChangeEvent, telling: Telling): Doc {
  const { token, row, options } = telling
  const described: Doc = { _id: token, operationType: event.kind, clusterTime: toTimestamp(row.time) }
  const isExpanded = options.showExpandedEvents === true
  if (isExpanded && event.uuid !== undefined) described['collectionUUID'] = uuidBinary(event.uuid)
  described['wallTime'] = row.wall
  if (row.transaction !== undefined) {
    described['lsid'] = { id: uuidBinary(row.transaction.lsid) }
    described['txnNumber'] = Long.fromBigInt(row.transaction.txnNumber)
  }
  addFullDocument(described, event, telling)
  const { db, coll } = event.ns
  described['ns'] = event.kind === 'dropDatabase' ? { db } : { db, coll }
  const id = idOf(event)
  if (id !== undefined) described['documentKey'] = { _id: id }
  if (event.kind === 'update') described['updateDescription'] = changesOf(event.description, isExpanded)
  else if ('description' in event) described['operationDescription'] = event.description
  if (event.kind === 'rename') addRename(described, event, isExpanded)
  addBefore(described, event, options)
  return described
}

function idOf(event: ChangeEvent): unknown {
  if (event.kind === 'insert') return decode(event.document)['_id']
  return 'id' in event ? event.id : undefined
}

function addFullDocument(described: Doc, event: ChangeEvent, { options, lookup }: Telling): void {
  if ('document' in event) described['fullDocument'] = decode(event.document)
  if (event.kind !== 'update') return
  const { fullDocument } = options
  if (fullDocument === 'updateLookup') described['fullDocument'] = lookup(event.ns, event.id)
  else if (fullDocument === 'whenAvailable' || fullDocument === 'required') {
    if (event.after === undefined && fullDocument === 'required') throw imageMissing('post-image', described)
    described['fullDocument'] = event.after === undefined ? null : decode(event.after)
  }
}

function addBefore(described: Doc, event: ChangeEvent, { fullDocumentBeforeChange }: WatchOptions): void {
  if (event.kind !== 'update' && event.kind !== 'replace' && event.kind !== 'delete') return
  if (fullDocumentBeforeChange === undefined || fullDocumentBeforeChange === 'off') return
  if (event.before === undefined && fullDocumentBeforeChange === 'required')
    throw imageMissing('pre-image', described)
  described['fullDocumentBeforeChange'] = event.before === undefined ? null : decode(event.before)
}

function addRename(described: Doc, event: ChangeEvent & { kind: 'rename' }, isExpanded: boolean): void {
  const to = { db: event.to.db, coll: event.to.coll }
  described['to'] = to
  if (!isExpanded) return
  const dropTarget = event.dropped === undefined ? undefined : uuidBinary(event.dropped)
  described['operationDescription'] = dropTarget === undefined ? { to } : { to, dropTarget }
}

/** Only expanded events tell how unclear paths are to be read. */
function changesOf({ disambiguatedPaths, ...description }: Doc, isExpanded: boolean): Doc {
  if (!isExpanded) return description
  return { ...description, disambiguatedPaths: disambiguatedPaths ?? {} }
}

function imageMissing(image: 'pre-image' | 'post-image', { _id, operationType }: Doc): Error {
  const events = image === 'pre-image' ? 'update, delete and replace' : 'update'
  return fault(
    'NoMatchingDocument',
    `Change stream was configured to require a ${image} for all ${events} events, but the ${image} was not found for event: ${JSON.stringify({ _id, operationType })}`,
  )
}
