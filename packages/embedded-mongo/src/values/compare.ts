export type Collation = { locale: string; strength: 1 | 2 | 3; caseLevel?: boolean }
export function compareValues(a: unknown, b: unknown, collation?: Collation): number { throw new Error('later') }
export function equalValues(a: unknown, b: unknown, collation?: Collation): boolean { throw new Error('later') }
export function identicalValues(a: unknown, b: unknown): boolean { throw new Error('later') }
export function canonicalType(value: unknown): number { throw new Error('later') }
export function bsonType(value: unknown): { number: number; alias: string } { throw new Error('later') }
export function parseCollation(spec: unknown): Collation | undefined { throw new Error('later') }
