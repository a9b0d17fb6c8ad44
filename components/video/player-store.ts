/** What the player of a page answers and obeys; the player itself puts it here while it is on the page. */
export type PlayerHandle = {
  currentSecond(): number
  seekTo(second: number): void
}

let player: PlayerHandle | null = null
const listeners = new Set<() => void>()

/** Whether a video of ours is on the page. */
export function isThere(): boolean {
  return player !== null
}

/** Where the video stands, in seconds; 0 where there is none. */
export function currentSecond(): number {
  return player?.currentSecond() ?? 0
}

/** Goes to a second of the video; nothing happens where there is none. */
export function seekTo(second: number): void {
  player?.seekTo(second)
}

/** Hears when a player comes or goes; for `useSyncExternalStore` with `isThere`. */
export function subscribeToPlayer(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The player says that it is there; the answer takes it away again. */
export function registerPlayer(handle: PlayerHandle): () => void {
  player = handle
  for (const listener of listeners) listener()
  return () => {
    if (player !== handle) return
    player = null
    for (const listener of listeners) listener()
  }
}
