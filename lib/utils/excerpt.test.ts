import { describe, expect, it } from 'vitest'
import { excerpt } from './excerpt'

describe('an excerpt', () => {
  it('leaves a short text as it is, its white space tidied', () => {
    expect(excerpt('  One\n\ntwo  ', 20)).toBe('One two')
  })
  it('ends at a word', () => {
    expect(excerpt('one two three four', 12)).toBe('one two…')
  })
  it('cuts a script without spaces between characters, never inside one', () => {
    expect(excerpt('日本語を勉強しています', 5)).toBe('日本語を勉…')
    expect(excerpt('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…')
  })
})
