import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { toLinearRgb, type Oklch as Paint } from '@/lib/utils/oklch'

/** Every role of app/globals.css in both themes, held to WCAG: 4.5:1 for letters, 3:1 for controls and pictures. */
const css = readFileSync(fileURLToPath(new URL('../../app/globals.css', import.meta.url)), 'utf8')

const OKLCH = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`
const rows = [...css.matchAll(new RegExp(String.raw`--([\w-]+):\s*light-dark\(${OKLCH}, ${OKLCH}\)`, 'g'))]
const themes = {
  light: new Map(rows.map((row) => [row[1], paintOf(row.slice(2, 5))])),
  dark: new Map(rows.map((row) => [row[1], paintOf(row.slice(5, 8))])),
}

const GROUNDS = ['surface', 'raised', 'sunken', 'accent-soft']
const SOFT = ['danger-soft', 'success-soft', 'warning-soft']
const LETTERS = ['ink', 'muted', 'accent-text', 'danger', 'success', 'warning']
const CONTROLS = ['line-strong', 'accent', 'focus', 'rating']

describe.each(Object.entries(themes))('the %s theme', (_, theme) => {
  const paint = (role: string): Paint => {
    const found = theme.get(role)
    if (!found) throw new Error(`app/globals.css has no light-dark() role --${role}`)
    return found
  }

  it.each(LETTERS.flatMap((ink) => [...GROUNDS, ...SOFT].map((ground) => [ink, ground])))(
    'letters in %s are readable on %s',
    (ink, ground) => expect(contrast(paint(ink), paint(ground))).toBeGreaterThanOrEqual(4.5),
  )

  it.each([
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ['on-danger', 'danger'],
    ['on-danger', 'danger-hover'],
  ])('letters in %s are readable on %s', (ink, ground) =>
    expect(contrast(paint(ink), paint(ground))).toBeGreaterThanOrEqual(4.5),
  )

  it.each(CONTROLS.flatMap((control) => ['surface', 'raised', 'sunken'].map((ground) => [control, ground])))(
    'controls in %s stand out on %s',
    (control, ground) => expect(contrast(paint(control), paint(ground))).toBeGreaterThanOrEqual(3),
  )

  it('shows every role as it is written: none lies outside sRGB', () => {
    const outside = [...theme].filter(([, value]) =>
      toLinearRgb(value).some((channel) => channel < -0.005 || channel > 1.005),
    )
    expect(outside).toEqual([])
  })
})

it('keeps initials and drawings readable at every hue', () => {
  const tinted = new RegExp(
    String.raw`\.tinted \{\s*background: light-dark\(oklch\(([\d.]+) ([\d.]+) var\(--hue\)\), oklch\(([\d.]+) ([\d.]+) var\(--hue\)\)\);\s*` +
      String.raw`color: light-dark\(oklch\(([\d.]+) ([\d.]+) var\(--hue\)\), oklch\(([\d.]+) ([\d.]+) var\(--hue\)\)\)`,
  ).exec(css)
  const [gl, gc, dgl, dgc, il, ic, dil, dic] = (tinted ?? []).slice(1).map(Number)
  for (let hue = 0; hue < 360; hue += 5) {
    expect(contrast(paintOf([gl, gc, hue]), paintOf([il, ic, hue]))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(paintOf([dgl, dgc, hue]), paintOf([dil, dic, hue]))).toBeGreaterThanOrEqual(4.5)
  }
})

function paintOf(numbers: readonly unknown[]): Paint {
  const [lightness = NaN, chroma = NaN, hue = NaN] = numbers.map(Number)
  return [lightness, chroma, hue]
}

function luminance(paint: Paint): number {
  const [r, g, b] = toLinearRgb(paint).map((channel) => Math.min(1, Math.max(0, channel)))
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function contrast(one: Paint, other: Paint): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}
