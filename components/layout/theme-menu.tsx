import { useTranslations } from '@/i18n/texts'
import { buttonClass } from '@/components/ui/button-class'
import { DisclosureMenu } from '@/components/ui/disclosure-menu'
import { Icon } from '@/components/ui/icon'
import { ThemeChoice } from './theme-choice'

export function ThemeOptions() {
  const t = useTranslations('site.theme')
  return (
    <ThemeChoice
      legend={t('label')}
      options={[
        { value: 'system', label: t('system'), icon: <Icon name="monitor" size="sm" /> },
        { value: 'light', label: t('light'), icon: <Icon name="sun" size="sm" /> },
        { value: 'dark', label: t('dark'), icon: <Icon name="moon" size="sm" /> },
      ]}
    />
  )
}

export function ThemeMenu() {
  const t = useTranslations('site.theme')
  return (
    <div className="needs-script">
      <DisclosureMenu
        label={t('label')}
        triggerClassName={buttonClass({ variant: 'quiet', size: 'icon' })}
        trigger={
          <>
            <Icon name="sun" className="dark:hidden" />
            <Icon name="moon" className="hidden dark:block" />
          </>
        }
      >
        <ThemeOptions />
      </DisclosureMenu>
    </div>
  )
}
