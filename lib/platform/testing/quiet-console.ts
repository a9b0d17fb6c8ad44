import { afterEach, beforeEach, expect, vi } from 'vitest'

/**
 * An unexpected `console.error` or `console.warn` fails the test in which it was written: React and Mongoose report
 * broken promises to us that way and nowhere else.
 */
const written: string[] = []

beforeEach(() => {
  written.length = 0
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      written.push(`console.${level}: ${parts.map(String).join(' ')}`)
    })
  }
})

afterEach(() => {
  const seen = [...written]
  vi.restoreAllMocks()
  expect(seen, 'nothing unexpected was written to the console').toEqual([])
})
