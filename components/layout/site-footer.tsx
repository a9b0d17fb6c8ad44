import { useTranslations } from '@/i18n/texts'
import { Logo } from '@/components/ui/logo'
import { Link } from '@/i18n/navigation'
import { Container } from './container'

export function SiteFooter() {
  const t = useTranslations('site')
  const columns = [
    {
      title: t('footer.learn'),
      links: [
        { href: '/courses', label: t('nav.courses') },
        { href: '/instructors', label: t('nav.instructors') },
      ],
    },
    {
      title: t('footer.academy'),
      links: [
        { href: '/legal/privacy', label: t('footer.privacy') },
        { href: '/legal/terms', label: t('footer.terms') },
        { href: '/docs/api', label: t('footer.api') },
      ],
    },
  ]
  return (
    <footer className="mt-20 border-t border-line">
      <Container className="flex flex-col gap-10 py-12 sm:flex-row sm:justify-between">
        <div className="max-w-xs">
          <Logo name={t('name')} />
          <p className="mt-3 text-sm text-muted">{t('tagline')}</p>
        </div>
        <nav aria-label={t('footer.label')} className="grid grid-cols-2 gap-x-16 gap-y-8">
          {columns.map((column) => (
            <div key={column.title}>
              <p className="text-sm font-semibold">{column.title}</p>
              <ul className="mt-1">
                {column.links.map((link) => (
                  <li key={link.href}>
                    <Link
                      href={link.href}
                      prefetch={false}
                      className="inline-flex min-h-11 items-center text-sm text-muted transition-colors hover:text-ink hover:underline pointer-fine:min-h-9"
                    >
                      {link.label}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      </Container>
    </footer>
  )
}
