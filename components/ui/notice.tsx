import type { ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'
import { Icon, type IconName } from './icon'

const TONES = {
  neutral: { box: 'border-line bg-sunken', ink: 'text-muted', icon: 'info' },
  accent: { box: 'border-accent/30 bg-accent-soft', ink: 'text-accent', icon: 'info' },
  success: { box: 'border-success/30 bg-success-soft', ink: 'text-success', icon: 'circle-check' },
  warning: {
    box: 'border-warning/30 bg-warning-soft',
    ink: 'text-warning',
    icon: 'triangle-exclamation-point',
  },
  danger: { box: 'border-danger/30 bg-danger-soft', ink: 'text-danger', icon: 'circle-exclamation-point' },
} as const satisfies Record<string, { box: string; ink: string; icon: IconName }>

interface NoticeProps {
  tone?: keyof typeof TONES
  title?: string
  /** `alert` interrupts, `status` waits its turn; without a role it is simply part of the page. */
  role?: 'alert' | 'status'
  /** Stands at the end: a link or a button. */
  action?: ReactNode
  className?: string
  children?: ReactNode
}

/** A few words that concern the whole screen or the form below them. */
export function Notice({ tone = 'neutral', title, role, action, className, children }: NoticeProps) {
  const look = TONES[tone]
  return (
    <div role={role} className={cn('flex gap-3 rounded-md border px-4 py-3 text-sm', look.box, className)}>
      <Icon name={look.icon} className={cn('mt-px', look.ink)} />
      <div className="flex min-w-0 grow flex-wrap items-center justify-between gap-x-4 gap-y-2 sm:flex-nowrap">
        <div className="min-w-0">
          {title ? <p className="font-semibold text-ink">{title}</p> : null}
          {children ? <div className="text-ink">{children}</div> : null}
        </div>
        {action}
      </div>
    </div>
  )
}
