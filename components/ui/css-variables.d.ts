import 'react'

declare module 'react' {
  /** Numbers and colours that a stylesheet rule reads from the element. */
  interface CSSProperties {
    [variable: `--${string}`]: string | number | undefined
  }
}
