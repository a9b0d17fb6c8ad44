import { expect, test } from 'vitest'
import { detailsChanges, lessonChanges, piecesOf } from './review-changes'

const lesson = (facts: object) =>
  ({
    type: 'article',
    title: 'Flour',
    slug: 'flour',
    description: '',
    body: 'Weigh it.',
    video: null,
    file: null,
    embed: null,
    release: null,
    durationMinutes: 1,
    isPreview: false,
    isRequired: true,
    ...facts,
  }) as never

test('only what differs is named, with the words that came and went', () => {
  const before = { title: 'Good bread', tags: ['a'], price: { amount: 0, currency: 'EUR' }, subtitle: 'Same' }
  const after = { ...before, title: 'Better bread', price: { amount: 900, currency: 'EUR' } }
  expect(detailsChanges(before, after)).toEqual([
    {
      field: 'title',
      pieces: [
        { kind: 'removed', text: 'Good' },
        { kind: 'added', text: 'Better' },
        { kind: 'same', text: ' bread' },
      ],
    },
    expect.objectContaining({ field: 'price' }),
  ])
})

test('lessons are added, changed or removed, and those that stayed as they were are not told of', () => {
  const before = new Map([
    ['a', lesson({})],
    ['b', lesson({ title: 'Water' })],
    ['c', lesson({ title: 'Salt' })],
  ])
  const after = new Map([
    ['c', lesson({ title: 'Salt' })],
    ['a', lesson({ body: 'Weigh it twice.' })],
    ['d', lesson({ title: 'Oven' })],
  ])
  expect(
    lessonChanges(before, after, new Map()).map(({ id, kind, fields }) => [
      id,
      kind,
      fields.map(({ field }) => field),
    ]),
  ).toEqual([
    ['a', 'changed', ['body']],
    ['d', 'added', ['body']],
    ['b', 'removed', []],
  ])
})

test('of a long text only the lines around its changes are shown', () => {
  const lines = Array.from({ length: 300 }, (_, index) => `Line ${index} of a text that is long`)
  const pieces = piecesOf(lines.join('\n'), lines.with(150, 'Another line').join('\n'))
  const shown = pieces.map(({ text }) => text).join('')
  expect(shown).toContain('Another line')
  expect(shown).toContain('Line 149 ')
  expect(shown).not.toContain('Line 100 ')
})

test('texts that have nothing in common are told apart in a moment', () => {
  const text = (seed: string) => Array.from({ length: 5_000 }, (_, index) => `${seed}${index}`).join('\n')
  expect(piecesOf(text('a'), text('b')).map(({ kind }) => kind)).toEqual(['removed', 'added'])
})
