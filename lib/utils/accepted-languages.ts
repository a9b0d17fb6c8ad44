import { LANGUAGE_CODES, type LanguageCode } from './languages'

/** The languages of an `Accept-Language` header that we know, those wanted most first. */
export function acceptedLanguages(header: string | null): LanguageCode[] {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part, place) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean)
      return { tag: tag.toLowerCase(), weight: weight === undefined ? 1 : Number(weight), place }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
  return [...new Set(wanted.flatMap(({ tag }) => knownAs(tag) ?? []))]
}

/** Chinese is told apart by script, everything else by its first part. */
function knownAs(tag: string): LanguageCode | undefined {
  const [language, ...rest] = tag.split('-')
  if (language === 'zh')
    return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans'
  return LANGUAGE_CODES.find((code) => code === language)
}
