import { useTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { Icon, type IconName } from '@/components/ui/icon'

/** Three sentences about learning here. */
export function HowItWorks() {
  const t = useTranslations('courses.home')
  const steps: { icon: IconName; title: string; text: string }[] = [
    { icon: 'book-open', title: t('how1Title'), text: t('how1Text') },
    { icon: 'pencil', title: t('how2Title'), text: t('how2Text') },
    { icon: 'circle-check', title: t('how3Title'), text: t('how3Text') },
  ]
  return (
    <Section title={t('howTitle')}>
      <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-3">
        {steps.map(({ icon, title, text }) => (
          <li key={icon}>
            <span className="grid size-11 place-items-center rounded-md bg-accent-soft text-accent">
              <Icon name={icon} />
            </span>
            <h3 className="mt-3 text-lg">{title}</h3>
            <p className="mt-1 text-muted">{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
