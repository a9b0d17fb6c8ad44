import type { ComponentProps } from 'react'
import { permanentRedirect as permanentlyTo, redirect as redirectTo } from 'next/navigation'
import { useLocale } from '#locale'
import { routing, type Locale } from './routing'

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** An address of ours without a locale, such as `/courses`. */
  href: string
  /** Whether the page is asked for once somebody is about to follow the link; only worth it for pages that are kept. */
  prefetch?: boolean
}

/**
 * A link to a page of ours: a plain `<a>` on the server and in the browser, so that a page with hundreds of them costs no
 * more than its markup. `SoftLinks` in the root layout lets all of them change the page without loading it anew.
 */
export function Link({ href, prefetch = true, ...rest }: LinkProps) {
  const locale = useLocale()
  return <a href={getPathname({ href, locale })} data-soft={prefetch ? 'ahead' : ''} {...rest} />
}

type Place = { href: string; locale: Locale }

/** The address in a locale, as server.mjs reads it: the default locale has no prefix. */
export function getPathname({ href, locale }: Place): string {
  if (locale === routing.defaultLocale || !href.startsWith('/')) return href
  return href === '/' ? `/${locale}` : `/${locale}${href}`
}

export function redirect(place: Place): never {
  redirectTo(getPathname(place))
}

export function permanentRedirect(place: Place): never {
  permanentlyTo(getPathname(place))
}
