import { expect, test } from 'vitest'
import { literal, needsShowing, plainWords } from './plain-words'

test.each([
  ['Which **one** is *it*, __really__?', 'Which one is it, really?'],
  ['![A wheel](/api/uploads/public/x.webp#4x3) of a [cart](https://e.example)', 'A wheel of a cart'],
  ['![A \\[red\\] wheel](/x.webp)', 'A [red] wheel'],
  ['The area is $\\pi r_1^2$ or `a_b * c`', 'The area is \\pi r_1^2 or a_b * c'],
  ['$$\nx^2\n$$', 'x^2'],
  ['snake_case stays, _stress_ goes', 'snake_case stays, stress goes'],
  ['2 * 3 is \\*not\\* stressed', '2 * 3 is *not* stressed'],
  ['It costs $5, or $9 for both; from $5-$10', 'It costs $5, or $9 for both; from $5-$10'],
  ['a < b && c > d', 'a < b && c > d'],
  ['a &lt; b &amp;&amp; c&#42;', 'a < b && c*'],
  ['<b>Bold</b> words', 'Bold words'],
  ['## A heading\n\n- one\n- two\n> said', 'A heading one two said'],
])('the words of %j', (markdown, words) => {
  expect(plainWords(markdown)).toBe(words)
})

test('any letters survive being written as Markdown and read as words', () => {
  for (const text of ['a*b*c', '_x_', '`y`', '$z$', '![w](v)', '<u>', '# t', '- s', '1. r', '\\q'])
    expect(plainWords(literal(text))).toBe(text)
})

test.each([
  ['Paris', false],
  ['**Paris** `x`', false],
  ['It costs \\$5', false],
  ['![A wheel](/x.webp)', true],
  ['$\\pi$', true],
])('a list of words loses something of %j: %s', (markdown, isLost) => {
  expect(needsShowing(markdown)).toBe(isLost)
})
