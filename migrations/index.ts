import type { MigrationStep } from '@/lib/platform/db/migrate'

/**
 * Every change of what is stored, in order, as `NNNN-what-it-does.ts` beside this file. The first release begins with
 * an empty database, so the list is empty until a stored shape changes; a number is never used twice.
 */
export const migrations: readonly MigrationStep[] = []
