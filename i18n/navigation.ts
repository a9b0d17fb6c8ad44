import { createNavigation } from 'next-intl/navigation'
import { ADDRESSES_WITH_PARAMETERS } from './addresses.mjs'
import { routing } from './routing'

const navigation = createNavigation(routing)

export const { Link, redirect, permanentRedirect, useRouter, getPathname } = navigation

/** Routes behind an address with parameters (see server.mjs) are known by that address. */
const SHOWN = new Map(Object.entries(ADDRESSES_WITH_PARAMETERS).map(([shown, { to }]) => [to, shown]))

/** The address as people see it, without locale: the same on the server and in the browser, unlike next/navigation's. */
export function usePathname(): string {
  const pathname = navigation.usePathname()
  return SHOWN.get(pathname) ?? pathname
}
