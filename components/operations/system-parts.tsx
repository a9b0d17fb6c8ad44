import { getFormatter } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { Icon, type IconName } from '@/components/ui/icon'
import type { SystemSummary } from '@/lib/operations/dto'

type Part = { icon: IconName; name: string; state: string }

/** Which parts of the academy are connected, and which embedded default stands in for the others. */
export async function SystemParts({ summary }: { summary: SystemSummary }) {
  const [t, format] = await Promise.all([getTranslations('admin.system'), getFormatter()])
  const parts: Part[] = [
    { icon: 'database', name: t('database'), state: t(summary.database) },
    { icon: 'mail', name: t('mail'), state: t(summary.mail) },
    { icon: 'hard-drive', name: t('files'), state: t(summary.files) },
    {
      icon: 'activity',
      name: t('jobs'),
      state: summary.runnerLookedAt
        ? t('runner', { when: format.relativeTime(summary.runnerLookedAt, summary.readAt) })
        : t('runnerNever'),
    },
  ]
  return (
    <ul className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2 xl:grid-cols-4">
      {parts.map((part) => (
        <li key={part.name} className="flex gap-3 bg-raised p-4">
          <Icon name={part.icon} className="mt-0.5 text-muted" />
          <div className="min-w-0">
            <p className="text-sm text-muted">{part.name}</p>
            <p className="mt-0.5 font-medium">{part.state}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
