import { createNavigation } from 'next-intl/navigation'
import { routing } from './routing'

/** `usePathname` from here (never from next/navigation) is the same on the server and in the browser. */
export const { Link, redirect, permanentRedirect, usePathname, useRouter, getPathname } =
  createNavigation(routing)
