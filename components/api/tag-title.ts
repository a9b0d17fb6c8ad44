import type { getTranslations } from '@/i18n/texts'

type T = Awaited<ReturnType<typeof getTranslations<'api'>>>

/** What a kind of calls is called; a new one stands under its own name until the catalogue has a better one. */
export function tagTitle(t: T, tag: string): string {
  const key = `tags.${tag}` as Parameters<T>[0]
  return t.has(key) ? t(key) : tag
}
