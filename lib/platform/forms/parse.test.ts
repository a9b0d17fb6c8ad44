import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../errors'
import { parseInput } from './parse'
import { typedValues } from './typed-values'

function fieldsOf(schema: z.ZodType, input: unknown) {
  try {
    parseInput(schema, input)
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, fields: error.fields }
    throw error
  }
  return undefined
}

test('every field that does not fit is named by its path with a code of the catalogue', () => {
  const schema = z.object({
    title: z.string().min(3),
    name: z.string().min(1),
    level: z.enum(['a', 'b']),
    price: z.object({ amount: z.number().min(1) }),
    tags: z.array(z.string()).min(1),
    slug: z.string().regex(/^[a-z]+$/, 'course.slug_shape'),
  })
  expect(
    fieldsOf(schema, { title: 'x', name: '', level: 'c', price: { amount: 0 }, tags: [], slug: 'A' }),
  ).toEqual({
    code: 'invalid',
    fields: {
      title: 'too_short',
      name: 'required',
      level: 'unknown_choice',
      'price.amount': 'too_small',
      tags: 'too_few',
      slug: 'course.slug_shape',
    },
  })
  expect(fieldsOf(schema, {})?.fields).toMatchObject({ title: 'required', level: 'required' })
})

test('unknown fields are refused even where the schema forgot to', () => {
  expect(fieldsOf(z.object({ a: z.string() }), { a: 'x', role: 'admin' })?.fields).toEqual({
    role: 'unknown_field',
  })
  expect(fieldsOf(z.looseObject({ a: z.string() }), { a: 'x', role: 'admin' })).toBeUndefined()
})

test('unknown fields are refused by a refined object too', () => {
  const schema = z.object({ a: z.string() }).refine(() => true)
  expect(fieldsOf(schema, { a: 'x', role: 'admin' })?.fields).toEqual({ role: 'unknown_field' })
})

test('what was typed is kept for the page, never a password or a code, and not when it is huge', () => {
  const data = new FormData()
  data.append('title', 'Go')
  data.append('tags', 'a')
  data.append('tags', 'b')
  data.append('newPassword', 'pw')
  data.append('code', '123456')
  data.append('resetToken', 'tk')
  data.append('$ACTION_KEY', 'k')
  expect(typedValues(data)).toEqual({ title: 'Go', tags: 'a\nb' })
  data.append('body', 'x'.repeat(300_000))
  expect(typedValues(data)).toBeUndefined()
})
