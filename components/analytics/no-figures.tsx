import type { ReactNode } from 'react'

/** Where there is nothing to draw yet. */
export function NoFigures({ children }: { children: ReactNode }) {
  return <p className="rounded-md bg-sunken px-4 py-6 text-center text-sm text-muted">{children}</p>
}
