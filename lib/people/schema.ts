import { z } from 'zod'

export const InstructorsQuery = z.strictObject({ cursor: z.string().max(500).optional() })
export type InstructorsQuery = z.output<typeof InstructorsQuery>
