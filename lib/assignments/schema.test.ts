import { expect, test } from 'vitest'
import { inputOf } from '@/lib/platform/forms/form-input'
import { parseInput } from '@/lib/platform/forms/parse'
import { AssignmentContent, SaveAssignment, SubmittedLink } from './schema'

const level = (id: string, title: string, points: number) => ({ id, title, points })
const criterion = {
  id: 'criterion1',
  title: 'Clarity',
  levels: [level('level01', 'Poor', 0), level('level02', 'Good', 5)],
}
const faults = (content: object) => {
  const parsed = AssignmentContent.safeParse(content)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test.each([
  [
    'equal levels',
    { rubric: [{ ...criterion, levels: [level('level01', 'A', 1), level('level02', 'A', 2)] }] },
    'rubric.0.levels: assignment.repeated_level',
  ],
  [
    'no points at all',
    { rubric: [{ ...criterion, levels: [level('level01', 'A', 0), level('level02', 'B', 0)] }] },
    'rubric.0.levels: assignment.no_points',
  ],
  [
    'one level',
    { rubric: [{ ...criterion, levels: [level('level01', 'A', 1)] }] },
    'rubric.0.levels: too_few',
  ],
  ['an id twice', { rubric: [criterion, criterion] }, 'rubric: assignment.repeated_id'],
  ['finer than hundredths', { points: 1.005 }, 'points: invalid'],
  ['nothing to gain', { points: 0 }, 'points: too_small'],
  ['no way to hand in', { submissionTypes: [] }, 'submissionTypes: too_few'],
  ['a way twice', { submissionTypes: ['text', 'text'] }, 'submissionTypes: repeated'],
  [
    'a zone that is none',
    { due: { day: '2030-01-01', time: '10:00', timeZone: 'Mars/Base' } },
    'due.timeZone: unknown_time_zone',
  ],
  [
    'a time that is none',
    { due: { day: '2030-01-01', time: '24:00', timeZone: 'UTC' } },
    'due.time: invalid',
  ],
])('%s is refused at its place', (_what, content, fault) => {
  expect(faults(content)).toContain(fault)
})

test('a plain form says the same as a program', () => {
  const form = new Map([
    ['lessonId', 'a'.repeat(24)],
    ['version', '3'],
    ['instructions', 'Write.\r\nThen send.'],
    ['due.day', ''],
    ['due.time', '23:59'],
    ['due.timeZone', 'UTC'],
    ['late.rule', 'deducted'],
    ['late.percentPerDay', '20'],
    ['late.floorPercent', '10'],
    ['submissionTypes', 'file'],
    ['rubric.0.id', 'criterion1'],
    ['rubric.0.title', 'Clarity'],
    ['rubric.0.levels.0.id', 'level01'],
    ['rubric.0.levels.0.title', 'Poor'],
    ['rubric.0.levels.0.points', '0'],
    ['rubric.0.levels.1.id', 'level02'],
    ['rubric.0.levels.1.title', 'Good'],
    ['rubric.0.levels.1.points', '2.5'],
  ])
  expect(parseInput(SaveAssignment, inputOf(SaveAssignment, form))).toMatchObject({
    version: 3,
    instructions: 'Write.\nThen send.',
    due: null,
    late: { rule: 'deducted', percentPerDay: 20, floorPercent: 10 },
    submissionTypes: ['file'],
    points: 100,
    rubric: [{ levels: [{ points: 0 }, { points: 2.5 }] }],
  })
})

test.each(['javascript:alert(1)', 'ftp://example.org', 'example.org', 'https://', 'data:text/html,x'])(
  'the link %s is refused',
  (link) => expect(SubmittedLink.safeParse(link).success).toBe(false),
)
