import type { Doc } from '../values/codec.ts'
/** vars: user variables without the dollars; now: $$NOW */
export function evaluateExpression(expression: unknown, doc: Doc, options: { now: Date; let?: Doc | undefined }): unknown { throw new Error('later') }
