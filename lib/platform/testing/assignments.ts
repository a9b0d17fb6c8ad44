import type { Types } from 'mongoose'
import { AssignmentVersion } from '@/models/assignment-version'
import { now } from '../clock'

type Place = { _id: Types.ObjectId; course: Types.ObjectId }

export const RUBRIC = [
  {
    id: 'criterion1',
    title: 'Clarity',
    levels: [
      { id: 'level10', title: 'Muddled', points: 0 },
      { id: 'level11', title: 'Clear', points: 6 },
    ],
  },
  {
    id: 'criterion2',
    title: 'Depth',
    levels: [
      { id: 'level20', title: 'Shallow', points: 1 },
      { id: 'level21', title: 'Deep', points: 4 },
    ],
  },
]

/** What learners get of an assignment: ten points by a rubric, never due, of these facts. */
export async function makeAssignmentVersion({ _id, course }: Place, facts: object = {}): Promise<void> {
  await AssignmentVersion.create([
    {
      lesson: _id,
      course,
      number: 1,
      instructions: 'Describe the way you walked, in **your own** words.',
      due: null,
      late: { rule: 'flagged', percentPerDay: 10, floorPercent: 0 },
      submissionTypes: ['text', 'link', 'file'],
      points: 10,
      passPercent: 50,
      rubric: RUBRIC,
      attempts: 1,
      counts: 'best',
      isCurrent: true,
      publishedAt: now(),
      ...facts,
    },
  ])
}
