import { readdirSync, readFileSync } from 'node:fs'

/**
 * How long the threads of a process have run so far, in milliseconds, as Linux counts it in billionths of a second; other
 * systems do not tell it of other processes, and 0 is answered. A machine that others use too does not change it.
 */
export function processorTimeOf(pid: number): number {
  return threadsOf(pid).reduce((sum, thread) => sum + runningTime(`/proc/${pid}/task/${thread}/schedstat`), 0)
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

function runningTime(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6
  } catch {
    // The thread has ended meanwhile.
    return 0
  }
}
