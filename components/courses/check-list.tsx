import { Icon, type IconName } from '@/components/ui/icon'
import { cn } from '@/lib/utils/cn'

interface CheckListProps {
  entries: readonly string[]
  icon: IconName
  lang?: string
  dir?: 'ltr' | 'rtl'
  className?: string
}

/** Short claims, each with the same mark before it. */
export function CheckList({ entries, icon, lang, dir, className }: CheckListProps) {
  return (
    <ul lang={lang} dir={dir} className={cn('grid gap-x-8 gap-y-2.5', className)}>
      {entries.map((entry) => (
        <li key={entry} className="flex gap-3">
          <Icon name={icon} className="mt-0.5 text-accent" />
          <span className="min-w-0 wrap-anywhere">{entry}</span>
        </li>
      ))}
    </ul>
  )
}
