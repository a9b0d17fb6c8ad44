import { getLocale, getTranslations } from '@/i18n/texts'
import type { PublicProfile } from '@/lib/people/dto'
import { countryName, languageName } from '@/lib/utils/display-names'

type Fact = { term: string; value: string }

/** What a person has told about themselves, as a list of terms; nothing where nothing was told. */
export async function ProfileFacts({ profile }: { profile: PublicProfile }) {
  const facts = await factsOf(profile)
  if (facts.length === 0) return null
  return (
    <dl className="flex flex-col gap-4 text-sm">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt className="text-muted">{term}</dt>
          <dd className="mt-0.5 font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

async function factsOf(profile: PublicProfile): Promise<Fact[]> {
  const [t, locale] = await Promise.all([getTranslations('people'), getLocale()])
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const learning = profile.learning.map(({ language, level }) =>
    t('profile.languageWithLevel', {
      language: languageName(language, locale),
      level: t(`levels.${level as 'beginner'}`),
    }),
  )
  const names = (codes: string[]) => list.format(codes.map((code) => languageName(code, locale)))
  return [
    {
      term: t('profile.country'),
      value: profile.country === null ? '' : countryName(profile.country, locale),
    },
    { term: t('profile.nativeLanguages'), value: names(profile.nativeLanguages) },
    { term: t('profile.learningLanguages'), value: list.format(learning) },
    {
      term: t('profile.teachingLanguages'),
      value: profile.isInstructor ? names(profile.teachingLanguages) : '',
    },
  ].filter(({ value }) => value !== '')
}
