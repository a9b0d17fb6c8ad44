import { describe, expect, it } from 'vitest'
import { Code, Email, FullName, PreferencesChange, ProfileChange, Registration, Username } from './schema'

const person = {
  username: 'ada',
  fullName: 'Ada Lovelace',
  email: 'ada@example.test',
  password: 'engines weave numbers',
  birthYear: '1990',
  role: 'student',
}
const faultsOf = (input: object) =>
  Object.fromEntries(
    (Registration.safeParse(input).error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message]),
  )

describe('registration', () => {
  it('takes what a form sends', () => {
    expect(Registration.parse(person)).toMatchObject({ birthYear: 1990, email: 'ada@example.test' })
    expect(Registration.parse({ ...person, timeZone: 'nowhere', locale: 'x'.repeat(99) })).toMatchObject({
      timeZone: undefined,
      locale: undefined,
    })
  })

  it('says what is wrong at its field', () => {
    expect(faultsOf({ ...person, password: 'ada@example.test' })).toEqual({
      password: 'account.password_personal',
    })
    expect(faultsOf({ ...person, password: 'short' })).toEqual({ password: 'account.password_short' })
    expect(faultsOf({ ...person, birthYear: '90' })).toEqual({ birthYear: 'account.birth_year' })
    expect(faultsOf({ ...person, username: 'admin' })).toEqual({ username: 'account.username_reserved' })
    expect(faultsOf({ ...person, role: 'admin' })).toEqual({ role: 'required' })
    expect(faultsOf({ ...person, approved: true })).not.toEqual({})
  })
})

describe('parts', () => {
  it('store an address trimmed and in lower case', () => {
    expect(Email.parse('  ADA@Example.TEST ')).toBe('ada@example.test')
    for (const address of ['', 'ada', 'ada@', '@x.test', 'a b@x.test', `${'a'.repeat(300)}@x.test`])
      expect(Email.safeParse(address).success).toBe(false)
  })

  it('take a code as mail programs show it', () => {
    for (const typed of ['123456', ' 123 456 ', '123-456', '１２３４５６'])
      expect(Code.parse(typed)).toBe('123456')
    for (const typed of ['12345', '1234567', '12345a', '']) expect(Code.safeParse(typed).success).toBe(false)
  })

  it('refuse names that hide something', () => {
    expect(FullName.parse(' 田中 花 ')).toBe('田中 花')
    for (const name of ['', '   ', 'a\u202eb', 'a\nb', 'x'.repeat(101)])
      expect(FullName.safeParse(name).success).toBe(false)
    expect(Username.parse('ＡＤＡ')).toBe('ADA')
  })

  it('bound the lists of a profile and refuse repetitions', () => {
    const base = { fullName: 'A', nativeLanguages: [], learning: [], teachingLanguages: [] }
    expect(ProfileChange.safeParse({ ...base, nativeLanguages: ['en', 'en'] }).success).toBe(false)
    expect(
      ProfileChange.safeParse({ ...base, nativeLanguages: ['en', 'ja', 'ko', 'bn', 'es', 'fr'] }).success,
    ).toBe(false)
    expect(ProfileChange.safeParse({ ...base, nativeLanguages: ['xx'] }).success).toBe(false)
    expect(ProfileChange.safeParse({ ...base, country: 'ZZ' }).success).toBe(false)
    expect(ProfileChange.parse({ ...base, country: '' })).toMatchObject({ country: '', bio: '' })
  })

  it('understand a zone typed by hand', () => {
    const zoneOf = (timeZone: string) => PreferencesChange.parse({ timeZone, theme: 'dark' }).timeZone
    expect(zoneOf(' america/new york ')).toBe('America/New_York')
    expect(PreferencesChange.safeParse({ timeZone: 'Atlantis', theme: 'dark' }).success).toBe(false)
  })
})
