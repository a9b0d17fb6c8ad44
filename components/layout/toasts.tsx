import { useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import { Toaster } from '@/components/ui/toaster'

/** Stands once in every shell. */
export function Toasts() {
  const t = useTranslations('common')
  return (
    <Toaster
      label={t('state.news')}
      dismissLabel={t('actions.dismiss')}
      icons={{
        neutral: <Icon name="info" />,
        success: <Icon name="circle-check" />,
        danger: <Icon name="circle-exclamation-point" />,
      }}
      dismissIcon={<Icon name="x" size="sm" />}
    />
  )
}
