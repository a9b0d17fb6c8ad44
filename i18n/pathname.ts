import { usePathname as useNextPathname } from 'next/navigation'
import { ADDRESSES_WITH_PARAMETERS } from './addresses.mjs'
import { routing } from './routing'

/** Routes behind an address with parameters (see server.mjs) are known by that address. */
const SHOWN = new Map(Object.entries(ADDRESSES_WITH_PARAMETERS).map(([shown, { to }]) => [to, shown]))

/** The address as people see it, without locale: the same on the server and in the browser, unlike next/navigation's. */
export function usePathname(): string {
  const pathname = withoutLocale(useNextPathname())
  return SHOWN.get(pathname) ?? pathname
}

function withoutLocale(pathname: string): string {
  const [, first = ''] = pathname.split('/', 2)
  if (!routing.locales.some((locale) => locale === first)) return pathname
  return pathname.slice(first.length + 1) || '/'
}
