import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils/cn'
import { Icon } from './icon'

/** The browser's own checkbox in our paint: it posts, validates and toggles without a script. */
export function Checkbox({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <span className={cn('checkbox', className)}>
      <input type="checkbox" {...rest} />
      <Icon name="check" size="sm" />
    </span>
  )
}
