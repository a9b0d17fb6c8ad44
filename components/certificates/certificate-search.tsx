import { getTranslations } from '@/i18n/texts'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'

/** A plain form that reads: it works without scripts, and its result has an address. */
export async function CertificateSearch({ q }: { q: string }) {
  const t = await getTranslations('certificates.admin')
  return (
    <form action="/admin/certificates" className="mb-6 flex flex-wrap items-end gap-2" role="search">
      <div className="min-w-0 grow sm:max-w-sm">
        <label htmlFor="certificates-q" className="mb-1.5 block text-sm font-medium">
          {t('search')}
        </label>
        <Input id="certificates-q" name="q" type="search" defaultValue={q} autoComplete="off" />
      </div>
      <Button type="submit" variant="secondary">
        {t('searchSubmit')}
      </Button>
      {q === '' ? null : (
        <LinkButton href="/admin/certificates" variant="quiet" prefetch={false}>
          {t('searchClear')}
        </LinkButton>
      )}
    </form>
  )
}
