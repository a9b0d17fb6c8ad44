import type { Doc } from '../values/codec.ts'
import { emptyLike, isPositionLike, orderedDoc } from '../values/ordered.ts'
import { fieldOf, isPlainObject, setField } from '../values/paths.ts'

/** Computes a field from the whole document. */
export type Compute = (root: Doc) => unknown
type Mode = 'include' | 'exclude' | 'add'
export type Leaf = 'include' | 'exclude' | { compute: Compute; isElemMatch?: boolean }

/** A projection as a tree of field names; what is not named is dropped (include) or kept (exclude, add). */
export class ProjectionNode {
  readonly mode: Mode
  readonly children = new Map<string, Leaf | ProjectionNode>()
  private computes = false
  private ordersNames = false

  constructor(mode: Mode) {
    this.mode = mode
  }

  /** Puts a leaf at a path; where it collides with a path that is there, answers after how many parts. */
  put(path: string[], leaf: Leaf): number | undefined {
    const [name = '', ...rest] = path
    const existing = this.children.get(name)
    if (isPositionLike(name)) this.ordersNames = true
    if (typeof leaf === 'object') this.computes = true
    if (rest.length === 0) {
      if (existing !== undefined) return 1
      this.children.set(name, leaf)
      return undefined
    }
    if (existing !== undefined && !(existing instanceof ProjectionNode)) return 1
    const child = existing ?? new ProjectionNode(this.mode)
    this.children.set(name, child)
    const taken = child.put(rest, leaf)
    return taken === undefined ? undefined : taken + 1
  }

  apply(doc: Doc, root: Doc = doc): Doc {
    const result = this.ordersNames ? orderedDoc() : emptyLike(doc)
    for (const name of Object.keys(doc)) {
      const value = this.fieldAfter(doc[name], this.children.get(name), root)
      if (value !== undefined) setField(result, name, value)
    }
    if (this.computes) this.addComputed(doc, result, root)
    return result
  }

  private fieldAfter(value: unknown, child: Leaf | ProjectionNode | undefined, root: Doc): unknown {
    if (value === undefined || child === 'exclude') return undefined
    if (child === 'include') return value
    if (child === undefined) return this.mode === 'include' ? undefined : value
    if (child instanceof ProjectionNode) return child.applyToValue(value, root)
    // A computed field of an inclusion comes after the copied ones; $addFields leaves it in its place.
    return this.mode === 'include' ? undefined : child.compute(root)
  }

  /** Fields that the document does not have yet, in the order of the specification. */
  private addComputed(doc: Doc, result: Doc, root: Doc): void {
    for (const [name, child] of this.children) {
      const isThere = fieldOf(doc, name) !== undefined
      let value: unknown
      if (child instanceof ProjectionNode)
        value = isThere || !child.computes ? undefined : child.apply({}, root)
      else if (typeof child === 'object' && (this.mode === 'include' || !isThere)) value = child.compute(root)
      if (value !== undefined) setField(result, name, value)
    }
  }

  /** Arrays are projected element by element; other values are dropped, kept, or replaced by what is computed. */
  private applyToValue(value: unknown, root: Doc): unknown {
    if (isPlainObject(value)) return this.apply(value, root)
    if (Array.isArray(value)) {
      return (value as unknown[])
        .map((item) => this.applyToValue(item, root))
        .filter((item) => item !== undefined)
    }
    if (this.mode === 'exclude') return value
    return this.computes ? this.apply({}, root) : undefined
  }
}
