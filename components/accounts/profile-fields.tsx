import { getLocale, getTranslations } from '@/i18n/texts'
import { SelectField } from '@/components/forms/select-field'
import { TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import {
  BIO_MAX,
  FULL_NAME_MAX,
  LANGUAGE_LEVELS,
  LEARNING_LANGUAGES_MAX,
  NATIVE_LANGUAGES_MAX,
  TEACHING_LANGUAGES_MAX,
} from '@/lib/accounts/constants'
import type { OwnProfile } from '@/lib/accounts/dto'
import { listCountries } from '@/lib/utils/countries'
import { LANGUAGES } from '@/lib/utils/languages'
import { LanguageRows } from './language-rows'

export async function ProfileFields() {
  const [t, names, locale] = await Promise.all([
    getTranslations('accounts.profile'),
    getTranslations('accounts.levels'),
    getLocale(),
  ])
  const countries = listCountries(locale).map(({ code, name }) => ({ value: code, label: name }))
  const languages = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))
  const levels = LANGUAGE_LEVELS.map((level) => ({ value: level, label: names(level) }))
  const texts = {
    language: t('language'),
    level: t('level'),
    none: t('none'),
    add: t('add'),
    row: t('row', { label: '{label}', number: '{number}' }),
  }
  return (
    <>
      <TextField
        name="fullName"
        label={t('fullName')}
        hint={t('fullNameHint')}
        autoComplete="name"
        maxLength={FULL_NAME_MAX}
      />
      <TextareaField
        name="bio"
        label={t('bio')}
        hint={t('bioHint')}
        rows={5}
        maxLength={BIO_MAX}
        isOptional
      />
      <SelectField
        name="country"
        label={t('country')}
        options={countries}
        placeholder={t('countryNone')}
        autoComplete="country"
        isOptional
      />
      <LanguageRows
        name="nativeLanguages"
        legend={t('native')}
        max={NATIVE_LANGUAGES_MAX}
        {...{ languages, texts }}
      />
      <LanguageRows
        name="learning"
        legend={t('learning')}
        max={LEARNING_LANGUAGES_MAX}
        {...{ languages, levels, texts }}
      />
      <LanguageRows
        name="teachingLanguages"
        legend={t('teaching')}
        max={TEACHING_LANGUAGES_MAX}
        {...{ languages, texts }}
      />
    </>
  )
}

/** The profile as the form's fields hold it. */
export function profileValues(profile: OwnProfile): Record<string, string> {
  return {
    fullName: profile.fullName,
    bio: profile.bio,
    country: profile.country,
    nativeLanguages: profile.nativeLanguages.join('\n'),
    teachingLanguages: profile.teachingLanguages.join('\n'),
    ...Object.fromEntries(
      profile.learning.flatMap(({ language, level }, index) => [
        [`learning.${index}.language`, language],
        [`learning.${index}.level`, level],
      ]),
    ),
  }
}
