import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** The paints of code against `sunken`, the ground it stands on, in both themes. */
const OKLCH = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`
const paintsOf = (file: string) =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      new RegExp(String.raw`--([\w-]+): light-dark\(${OKLCH}, ${OKLCH}\)`, 'g'),
    ),
  ].map(([, name = '', ...numbers]) => ({
    name,
    light: numbers.slice(0, 3).map(Number),
    dark: numbers.slice(3, 6).map(Number),
  }))
const ground = paintsOf('app/globals.css').find(({ name }) => name === 'sunken')
const paints = paintsOf('components/editor/markdown.css')

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each(paints)('$name is readable', (paint) => {
    const [one, other] = [luminance(paint[theme]), luminance(ground?.[theme] ?? [])].sort((a, b) => b - a)
    expect(((one ?? 0) + 0.05) / ((other ?? 1) + 0.05)).toBeGreaterThanOrEqual(4.5)
  })
})

test('five paints are held to this', () => {
  expect(paints).toHaveLength(5)
})

/** Relative luminance of an OKLCH paint, through linear sRGB (CSS Color 4). */
function luminance([lightness = 0, chroma = 0, hue = 0]: number[]): number {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)]
  const [l, m, s] = [
    (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ]
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  const red = clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
