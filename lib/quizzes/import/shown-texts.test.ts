import { expect, test } from 'vitest'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { Question } from '../schema/question'
import { withShownTexts } from './shown-texts'

const single = (prompt: string, option = 'Alpha') =>
  Question.parse({
    ...QUESTIONS[0],
    prompt,
    options: [
      { id: 'opta1x', text: option, share: 100, feedback: '' },
      { id: 'optb1x', text: 'Beta', share: 0, feedback: '' },
    ],
  })
const told = (question: Question) =>
  withShownTexts(question, 7).lines.map(({ line, code, detail }) => `${line} ${code} ${detail}`)

test.each([
  ['![A wheel](wheel.png) turns', 'A wheel turns', '7 pictureMissing wheel.png'],
  ['<img src="@@PLUGINFILE@@/a.png" alt="A < B"> x', 'A &lt; B x', '7 pictureMissing @@PLUGINFILE@@/a.png'],
  [
    '<iframe src="https://v.example/1" title="A film"></iframe>',
    '<a href="https://v.example/1">A film</a>',
    '7 embedReplaced https://v.example/1',
  ],
  ['<script>alert(1)</script> Which?', '<script>alert(1)</script> Which?', '7 tagRemoved script'],
  ['<marquee>Which?</marquee>', '<marquee>Which?</marquee>', '7 tagDropped marquee'],
  [
    '![far](https://e.example/x.png)',
    '![far](https://e.example/x.png)',
    '7 pictureElsewhere https://e.example/x.png',
  ],
])('what learners would not see of %j is said', (prompt, shown, line) => {
  const question = single(prompt)
  expect(withShownTexts(question, 7).question?.prompt).toBe(shown)
  expect(told(question)).toEqual([line])
})

test('what is the academy’s own, formulas, code and gaps stay letter by letter', () => {
  const prompt = `![A wheel](/api/uploads/public/${'a'.repeat(64)}.webp#4x3) $a_1 < b$ \`<i>\` <b>so</b> 2 \\* 3`
  const settled = withShownTexts(single(prompt), 1)
  expect(settled).toEqual({ question: single(prompt), lines: [] })
  const gaps = Question.parse(QUESTIONS[7])
  expect(withShownTexts(gaps, 1)).toEqual({ question: gaps, lines: [] })
})

test('an option that was nothing but a lost picture takes its question along', () => {
  const settled = withShownTexts(single('Which?', '![](a.png)'), 3)
  expect(settled.question).toBeNull()
  expect(settled.lines.map(({ code }) => code)).toEqual(['pictureMissing', 'badQuestion'])
})
