export type Row = [name: string, figure: string]

/** How long some work takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** The median and the 95th percentile of single calls, one after the other; a tenth as many go before to warm up. */
export async function each(calls: number, work: (call: number) => Promise<unknown>): Promise<string> {
  for (let call = 0; call < calls / 10; call += 1) await work(call)
  const times: number[] = []
  for (let call = 0; call < calls; call += 1) times.push(await timed(() => work(call)))
  times.sort((a, b) => a - b)
  const at = (part: number): number => times[Math.floor(times.length * part)] ?? 0
  return `${milliseconds(at(0.5))} (p95 ${milliseconds(at(0.95))})`
}

/** Calls a second with several clients side by side. */
export async function together(
  clients: number,
  calls: number,
  work: (call: number) => Promise<unknown>,
): Promise<string> {
  let next = 0
  const client = async (): Promise<void> => {
    while (next < calls) await work(next++)
  }
  const time = await timed(() => Promise.all(Array.from({ length: clients }, client)))
  return `${Math.round((calls / time) * 1000)} /s`
}

export function milliseconds(time: number): string {
  return `${time < 10 ? time.toFixed(2) : Math.round(time)} ms`
}

export function printTable(rows: Row[], under: string): void {
  const lines = rows.map(([name, figure]) => `| ${name} | ${figure} |`)
  process.stdout.write(['| what | measured |', '| --- | --- |', ...lines, '', `(${under})`, ''].join('\n'))
}
