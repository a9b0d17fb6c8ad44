import type { Operators } from '../types.ts'
import { LOGIC } from './logic.ts'

/** Every expression operator this server has. */
export const OPERATORS: Operators = { ...LOGIC }
