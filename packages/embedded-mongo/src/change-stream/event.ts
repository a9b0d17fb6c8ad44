import type { Doc } from '../values/codec.ts'
import type { Namespace } from '../storage/namespace.ts'

/** One change as it is stored. `document` is the whole new document's BSON, of inserts and replacements only. */
export type ChangeEvent =
  | { kind: 'insert'; ns: Namespace; document: Uint8Array }
  | { kind: 'replace'; ns: Namespace; id: unknown; document: Uint8Array }
  | { kind: 'update'; ns: Namespace; id: unknown; description: Doc }
  | { kind: 'delete'; ns: Namespace; id: unknown }
  | { kind: 'drop'; ns: Namespace }
  | { kind: 'rename'; ns: Namespace; to: Namespace }
  | { kind: 'dropDatabase'; ns: Namespace }
