import { runCase, type Outcome, type Surroundings } from './run-case.ts'
import type { SpecFile } from './spec-files.ts'

/** What came out of one file's cases, by their descriptions. */
export type FileOutcomes = Record<string, Outcome>

/** Runs the cases of one file, one after another: they share collections, and fail points are the whole server's. */
export async function runFile(file: SpecFile, surroundings: Surroundings): Promise<FileOutcomes> {
  const outcomes: FileOutcomes = {}
  for (const test of file.tests) outcomes[test.description] = await runCase(file, test, surroundings)
  return outcomes
}
