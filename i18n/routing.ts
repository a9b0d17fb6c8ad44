import { defineRouting } from 'next-intl/routing'

/** Locales are cut off and put on by server.mjs; neither a cookie nor a guess from headers decides them. */
export const routing = defineRouting({
  locales: ['en'],
  defaultLocale: 'en',
  localePrefix: 'as-needed',
  localeCookie: false,
  localeDetection: false,
})

export type Locale = (typeof routing.locales)[number]
