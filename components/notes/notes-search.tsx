import { getLocale, getTranslations } from '@/i18n/texts'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { TextLink } from '@/components/ui/text-link'
import { getPathname } from '@/i18n/navigation'
import { NOTE_LIMITS } from '@/lib/notes/constants'

/** A plain form: what is looked for stands in the address. */
export async function NotesSearch({ address, q }: { address: string; q: string }) {
  const [t, locale] = await Promise.all([getTranslations('notes.list'), getLocale()])
  return (
    <form
      role="search"
      action={getPathname({ href: address, locale })}
      className="mt-6 flex flex-wrap items-center gap-2"
    >
      <label htmlFor="notes-q" className="sr-only">
        {t('search')}
      </label>
      <Input
        id="notes-q"
        type="search"
        name="q"
        defaultValue={q}
        maxLength={NOTE_LIMITS.queryLength}
        placeholder={t('search')}
        enterKeyHint="search"
        className="min-w-0 grow basis-56"
      />
      <Button type="submit">{t('searchButton')}</Button>
      {q === '' ? null : (
        <TextLink href={address} prefetch={false} className="px-2 py-2 text-sm">
          {t('clear')}
        </TextLink>
      )}
    </form>
  )
}
