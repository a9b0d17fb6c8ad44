import { expect, test } from 'vitest'
import { toObjectId } from '@/lib/platform/db/object-id'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor } from '@/lib/platform/testing/viewers'
import { SaveAssignment } from '../schema'
import { saveAssignment } from './authoring'

useTestDatabase()

const RUBRIC = [
  {
    id: 'criterion0001',
    title: 'Crumb',
    levels: [
      { id: 'level00000001', title: 'Even', points: 10 },
      { id: 'level00000002', title: 'Dense', points: 2 },
    ],
  },
]

test('an assignment that is sent again because its answer was lost counts as saved, and anything else does not', async () => {
  const teacher = await asInstructor()
  const { lessons } = await makeCourse({ instructor: toObjectId(teacher.userId) }, [{ type: 'assignment' }])
  const save = (version: number, instructions: string) =>
    saveAssignment(
      teacher,
      SaveAssignment.parse({
        ...{ lessonId: lessons[0]?.id as string, version, instructions, rubric: RUBRIC },
        due: { day: '2027-03-01', time: '23:59', timeZone: 'Europe/Madrid' },
      }),
    )
  expect(await save(0, 'Bake.')).toEqual({ version: 1 })
  expect(await save(0, 'Bake.')).toEqual({ version: 1 })
  expect(await save(1, 'Bake it.')).toEqual({ version: 2 })
  expect(await save(1, 'Bake it.')).toEqual({ version: 2 })
  for (const version of [0, 1, 3])
    await expect(save(version, 'Bake.')).rejects.toMatchObject({ reason: 'assignment.changed_meanwhile' })
})
