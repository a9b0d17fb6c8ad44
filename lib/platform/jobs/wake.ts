import { processWide } from '../process-wide'

/** How an enqueue rouses the runner of its own process at once; others find the row at their next look. */
const bell = processWide('jobBell', () => ({ ring: undefined as (() => void) | undefined }))

export function wakeRunner(): void {
  bell.ring?.()
}

export function answerBell(ring: (() => void) | undefined): void {
  bell.ring = ring
}
