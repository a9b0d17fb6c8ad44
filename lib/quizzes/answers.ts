import { z } from 'zod'
import { Answer } from './schema/answer'
import { PartId } from './schema/question'

const StoredAnswer = z.object({ answer: Answer, sequence: z.int().min(0), at: z.date() })
export type StoredAnswer = z.output<typeof StoredAnswer>

/** The answers of an attempt as its row holds them, by question. What is no answer any more is left out. */
export function readAnswers(stored: unknown): [string, StoredAnswer][] {
  return Object.entries((stored ?? {}) as Record<string, unknown>).flatMap(([id, value]) => {
    const parsed = StoredAnswer.safeParse(value)
    return parsed.success && PartId.safeParse(id).success ? [[id, parsed.data] as [string, StoredAnswer]] : []
  })
}
