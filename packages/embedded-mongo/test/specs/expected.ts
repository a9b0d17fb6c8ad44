import type { FileOutcomes } from './run-file.ts'

/** Per file and case: `pass`, `skipped: <reason>` or `fail: <reason>`. */
export type Expected = Record<string, FileOutcomes>

type Verdict = 'pass' | 'fail' | 'skipped'

export function verdictOf(outcome: string | undefined): Verdict | undefined {
  return outcome === undefined ? undefined : (outcome.split(':', 1)[0] as Verdict)
}

/** What came out otherwise than noted, in both directions, one line a case. The reasons themselves are not compared. */
export function differences(noted: FileOutcomes, actual: FileOutcomes): string[] {
  const names = new Set([...Object.keys(noted), ...Object.keys(actual)])
  return [...names].flatMap((name) => {
    const [before, now] = [noted[name], actual[name]]
    return verdictOf(before) === verdictOf(now)
      ? []
      : [`${name}: ${now ?? 'gone'}, noted was ${before ?? 'nothing'}`]
  })
}

/** What to note from now on: the reason that somebody wrote for a failure stays. */
export function noteAnew(noted: FileOutcomes, actual: FileOutcomes): FileOutcomes {
  const entries = Object.entries(actual).map(([name, now]) => {
    const before = noted[name]
    const keeps = before !== undefined && verdictOf(before) === 'fail' && verdictOf(now) === 'fail'
    return [name, keeps ? before : now] as const
  })
  return Object.fromEntries(entries)
}
