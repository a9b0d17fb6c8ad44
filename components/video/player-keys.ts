import { RATES } from './player-preferences'

/** What a key does in the player; null where it is not the player's. */
export type KeyAct =
  | { act: 'toggle' | 'mute' | 'fullScreen' | 'captions' }
  | { act: 'move'; seconds: number }
  | { act: 'go'; share: number }
  | { act: 'volume'; change: number }
  | { act: 'rate'; step: 1 | -1 }

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>

/**
 * The usual keys, while the focus is in the player. A slider keeps those that move it, a button the two that press it, a
 * list all of them.
 */
export function actOfKey(event: Key, target: { isButton: boolean; isSlider: boolean }): KeyAct | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if ((key === ' ' || key === 'Enter') && target.isButton) return null
  if (target.isSlider && /^(Arrow|Home|End|Page)/.test(key)) return null
  if (/^\d$/.test(key)) return { act: 'go', share: Number(key) / 10 }
  return ACTS[key] ?? null
}

const ACTS: Readonly<Record<string, KeyAct>> = {
  ' ': { act: 'toggle' },
  k: { act: 'toggle' },
  j: { act: 'move', seconds: -10 },
  l: { act: 'move', seconds: 10 },
  ArrowLeft: { act: 'move', seconds: -5 },
  ArrowRight: { act: 'move', seconds: 5 },
  ArrowUp: { act: 'volume', change: 0.1 },
  ArrowDown: { act: 'volume', change: -0.1 },
  Home: { act: 'go', share: 0 },
  End: { act: 'go', share: 1 },
  m: { act: 'mute' },
  f: { act: 'fullScreen' },
  c: { act: 'captions' },
  '<': { act: 'rate', step: -1 },
  '>': { act: 'rate', step: 1 },
}

/** The next speed up or down; the fastest and the slowest stay. */
export function nextRate(rate: number, step: 1 | -1): number {
  const rates: readonly number[] = step > 0 ? RATES : RATES.toReversed()
  return rates.find((each) => (each - rate) * step > 0.001) ?? rate
}
