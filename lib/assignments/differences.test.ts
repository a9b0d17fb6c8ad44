import { expect, test } from 'vitest'
import { assignmentDifferences } from './differences'
import type { AssignmentTask } from './dto'
import { AssignmentContent } from './schema'

const task = (content: object = {}): AssignmentTask => ({ ...AssignmentContent.parse(content), outOf: 100 })
const level = (id: string, title: string, points: number) => ({ id, title, points, description: '' })
const criterion = {
  id: 'crust1',
  title: 'Crust',
  levels: [level('pale11', 'Pale', 0), level('brown1', 'Brown', 4)],
}

test('nothing differs in what is the same', () => {
  expect(assignmentDifferences(task({ rubric: [criterion] }), task({ rubric: [criterion] }))).toEqual([])
})

test('each field of the task is told from what to what', () => {
  const due = { day: '2026-12-01', time: '18:00', timeZone: 'Europe/Madrid' }
  const late = { rule: 'deducted', percentPerDay: 10, floorPercent: 50 }
  expect(
    assignmentDifferences(task({ instructions: 'Bake.' }), task({ instructions: 'Bake two.', due, late })),
  ).toEqual([
    {
      ...{ kind: 'changed', what: 'task', title: '' },
      changes: [
        { field: 'instructions', before: 'Bake.', after: 'Bake two.' },
        { field: 'due', before: '', after: '2026-12-01 18:00 Europe/Madrid' },
        { field: 'late', before: 'flagged', after: 'deducted', isCode: true },
        { field: 'percentPerDay', before: '', after: '10' },
        { field: 'floorPercent', before: '', after: '50' },
      ],
    },
  ])
})

test('criteria are known by their id: levels that changed, one that came, one that went', () => {
  const better = { ...criterion, levels: [level('pale11', 'Pale', 1), level('brown1', 'Brown', 4)] }
  const crumb = {
    id: 'crumb1',
    title: 'Crumb',
    levels: [level('dense1', 'Dense', 0), level('open11', 'Open', 3)],
  }
  expect(
    assignmentDifferences(task({ rubric: [criterion] }), task({ rubric: [better, crumb] })),
  ).toMatchObject([
    {
      kind: 'changed',
      title: 'Crust',
      changes: [{ before: '0: Pale\n4: Brown', after: '1: Pale\n4: Brown' }],
    },
    { kind: 'added', what: 'criterion', title: 'Crumb' },
  ])
  expect(
    assignmentDifferences(task({ rubric: [criterion, crumb] }), task({ rubric: [criterion] })),
  ).toMatchObject([{ kind: 'removed', title: 'Crumb' }])
})
