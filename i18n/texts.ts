import 'server-only'
import { createTranslator, type Locale, type NamespaceKeys, type NestedKeyOf } from 'next-intl'
import { kept } from '@/lib/utils/kept'
import { getLocale, useLocale } from './locale.server'
import { messagesOf, type Messages } from './messages'

type Namespace = NamespaceKeys<Messages, NestedKeyOf<Messages>>
type Translator<Name extends Namespace> = ReturnType<typeof createTranslator<Messages, Name>>

/** More than there are namespaces. */
const MOST_KEPT = 2_000

/**
 * The words of a page, in its locale. Made once a namespace for all requests: next-intl's own are made anew for each, and
 * with them every message that has a figure or a name in it is read and its plurals are looked up anew.
 */
export async function getTranslations<Name extends Namespace>(namespace: Name): Promise<Translator<Name>> {
  return translatorOf(await getLocale(), namespace) as Translator<Name>
}

/** The same at once, for what repeats in a list: a component that waits becomes a part of the page's stream of its own. */
export function useTranslations<Name extends Namespace>(namespace: Name): Translator<Name> {
  return translatorOf(useLocale(), namespace) as Translator<Name>
}

export { getLocale, useLocale }

const translatorOf = kept(
  MOST_KEPT,
  (locale: Locale, namespace: Namespace) => `${locale} ${namespace}`,
  (locale, namespace) =>
    createTranslator({ locale, messages: messagesOf[locale], namespace, timeZone: 'UTC' }),
)
