import { encode } from 'uqr'

interface QrCodeProps {
  text: string
  label: string
  className?: string
}

/** Drawn dark on light in both themes: not every camera reads it the other way round. */
export function QrCode({ text, label, className }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={size} height={size} className="fill-on-accent" />
      <path d={dark.join('')} className="fill-accent-950" />
    </svg>
  )
}
