/** The locale of the page; the browser's side stands in locale.client.ts, and package.json (`#locale`) chooses. */
export { useLocale } from 'next-intl'
