import type { Doc } from '../values/codec.ts'
import type { Namespace } from '../storage/namespace.ts'

/**
 * One change as it is stored. `document` is the whole new document's BSON, of inserts and replacements; `before` and
 * `after` are the images that a collection keeps when it was told to (changeStreamPreAndPostImages).
 */
export type DocumentEvent =
  | { kind: 'insert'; document: Uint8Array }
  | { kind: 'replace'; id: unknown; document: Uint8Array; before?: Uint8Array | undefined }
  | {
      kind: 'update'
      id: unknown
      description: Doc
      before?: Uint8Array | undefined
      after?: Uint8Array | undefined
    }
  | { kind: 'delete'; id: unknown; before?: Uint8Array | undefined }
/** Changes of collections; those with a `description` are shown to streams that ask for expanded events. */
export type SchemaEvent =
  | { kind: 'drop' }
  | { kind: 'rename'; to: Namespace; dropped: string | undefined }
  | { kind: 'dropDatabase' }
  | { kind: 'create' | 'createIndexes' | 'dropIndexes' | 'modify'; description: Doc }

/** `uuid` is the collection's, in hex; a database has none. */
export type ChangeEvent = (DocumentEvent | SchemaEvent) & { ns: Namespace; uuid?: string | undefined }

const EXPANDED = new Set<ChangeEvent['kind']>(['create', 'createIndexes', 'dropIndexes', 'modify'])

/** True for events that only streams with `showExpandedEvents` see. */
export function isExpanded(event: ChangeEvent): boolean {
  return EXPANDED.has(event.kind)
}
