import type { ReactNode } from 'react'
import { getTranslations } from '@/i18n/texts'
import { RadioField } from '@/components/forms/radio-field'
import { TextField } from '@/components/forms/text-field'
import { boundaryYear } from '@/lib/accounts/age'
import { FULL_NAME_MAX, USERNAME_MAX } from '@/lib/accounts/constants'
import { now } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { AgeQuestion } from './age-question'

/** What every new account tells of the person; `children` stand where address and password belong. */
export async function PersonFields({ children }: { children?: ReactNode }) {
  const t = await getTranslations('accounts.register')
  const age = env().MINIMUM_AGE
  return (
    <>
      <RadioField
        name="role"
        label={t('role')}
        options={[
          { value: 'student', label: t('roleStudent'), hint: t('roleStudentHint') },
          { value: 'instructor', label: t('roleInstructor'), hint: t('roleInstructorHint') },
        ]}
      />
      <TextField
        name="fullName"
        label={t('fullName')}
        hint={t('fullNameHint')}
        autoComplete="name"
        maxLength={FULL_NAME_MAX}
      />
      <TextField
        name="username"
        label={t('username')}
        hint={t('usernameHint')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={USERNAME_MAX}
      />
      {children}
      <TextField
        name="birthYear"
        label={t('birthYear')}
        hint={t('birthYearHint', { age })}
        inputMode="numeric"
        autoComplete="bday-year"
        pattern="[0-9]{4}"
      />
      <AgeQuestion boundaryYear={boundaryYear(age, now())} label={t('hasReachedMinimumAge', { age })} />
    </>
  )
}
