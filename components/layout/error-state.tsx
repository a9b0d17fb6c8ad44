import type { ReactNode } from 'react'
import { LogoMark } from '@/components/ui/logo'

interface ErrorStateProps {
  /** Such as "404": small, above the title. */
  code?: string
  title: string
  children?: ReactNode
  /** Already a sentence: under which reference it was logged. */
  reference?: string
  actions?: ReactNode
}

/** A whole screen that could not be shown: what happened and the ways on. */
export function ErrorState({ code, title, children, reference, actions }: ErrorStateProps) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center px-4 py-20 text-center sm:py-28">
      <LogoMark className="size-12" />
      {code ? <p className="mt-6 font-mono text-sm text-muted">{code}</p> : null}
      <h1 className="mt-2 text-2xl sm:text-3xl">{title}</h1>
      {children ? <div className="mt-3 text-muted">{children}</div> : null}
      {reference ? <p className="mt-4 font-mono text-xs text-muted">{reference}</p> : null}
      {actions ? <div className="mt-8 flex flex-wrap justify-center gap-3">{actions}</div> : null}
    </div>
  )
}
