/**
 * Draws components/ui/icon-paths.ts from Lucide: every icon as one path, so that a page carries a few letters for each
 * picture and no script at all. Add an icon: `npm exec -- node scripts/draw-icons.mjs <name> …`; names once drawn stay.
 * Those that stand at each of hundreds of rows are drawn into icon-masks.css as well: there a row needs no element for them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const TARGET = fileURLToPath(new URL('../components/ui/icon-paths.ts', import.meta.url))
const MASKS = fileURLToPath(new URL('../components/ui/icon-masks.css', import.meta.url))
/** What tells the state and the type of a lesson. */
const MASKED = [
  'circle',
  'circle-check',
  'circle-dot',
  'lock',
  'file-text',
  'circle-play',
  'download',
  'app-window',
  'list-checks',
  'clipboard-list',
]

const number = (value) => Number(value ?? 0)
const round = (value) => String(Math.round(value * 1000) / 1000)

/** Each SVG shape as path commands. */
const shapes = {
  // A path that begins with a relative move counts from the origin, wherever the shape before it ended.
  path: ({ d }) => (d.startsWith('m') ? `M0 0${d}` : d),
  line: ({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`,
  polyline: ({ points }) => `M${points.trim()}`,
  polygon: ({ points }) => `M${points.trim()}z`,
  circle: ({ cx, cy, r }) => shapes.ellipse({ cx, cy, rx: r, ry: r }),
  ellipse: ({ cx, cy, rx, ry }) =>
    `M${round(number(cx) - number(rx))} ${cy}a${rx} ${ry} 0 1 0 ${round(2 * number(rx))} 0a${rx} ${ry} 0 1 0 ${round(-2 * number(rx))} 0z`,
  rect: ({ x, y, width, height, rx, ry }) => {
    const r = Math.min(number(rx ?? ry), number(width) / 2, number(height) / 2)
    const across = round(number(width) - 2 * r)
    const down = round(number(height) - 2 * r)
    const corner = (dx, dy) => (r === 0 ? '' : `a${r} ${r} 0 0 1 ${round(dx * r)} ${round(dy * r)}`)
    return `M${round(number(x) + r)} ${number(y)}h${across}${corner(1, 1)}v${down}${corner(-1, 1)}h-${across}${corner(-1, -1)}v-${down}${corner(1, -1)}z`
  },
}

async function draw(name) {
  const { __iconData: icon } = await import(`lucide-react/dist/esm/icons/${name}.mjs`)
  if (icon.size !== 24) throw new Error(`${name} is not drawn on a grid of 24`)
  return icon.node.map(([tag, attributes]) => shapes[tag](attributes)).join('')
}

function drawnBefore() {
  try {
    return [...readFileSync(TARGET, 'utf8').matchAll(/^ {2}'?([\w-]+)'?:/gm)].map((match) => match[1])
  } catch {
    return []
  }
}

const names = [...new Set([...drawnBefore(), ...process.argv.slice(2)])].sort()
const rows = await Promise.all(
  names.map(async (name) => `  ${name.includes('-') ? `'${name}'` : name}:\n    '${await draw(name)}',`),
)
writeFileSync(
  TARGET,
  `// Drawn by scripts/draw-icons.mjs from Lucide (https://lucide.dev, ISC licence). Not edited by hand.\nexport const iconPaths = {\n${rows.join('\n')}\n} as const\n`,
)

const masks = await Promise.all(
  MASKED.map(async (name) => {
    const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='black' stroke-width='1.75' stroke-linecap='round' stroke-linejoin='round'><path d='${await draw(name)}'/></svg>`
    const escaped = svg.replace(/[<>]/g, encodeURIComponent)
    return `  --mask-${name}: url("data:image/svg+xml,${escaped}");`
  }),
)
writeFileSync(
  MASKS,
  `/* Drawn by scripts/draw-icons.mjs from Lucide (https://lucide.dev, ISC licence). Not edited by hand. */\n:root {\n${masks.join('\n')}\n}\n`,
)
