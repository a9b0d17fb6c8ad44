import 'server-only'
import type { Types } from 'mongoose'
import { z } from 'zod'
import { fieldsSaid, type CourseArchive } from '@/lib/courses/lesson-archive'
import { GradeBook } from '@/models/grade-book'
import { SaveGradeRules } from '../schema'

const { missing, dropLowest } = SaveGradeRules.shape
const shape = { missing, dropLowest, weights: z.record(z.string(), z.unknown()) }
const Weight = SaveGradeRules.shape.weights.unwrap().valueType
const PLAIN = { missing: 'leftOut', dropLowest: 0 } as const

/** How the total of a course is made, in its archive: weights stand by the files of their lessons. */
export const bookArchive: CourseArchive = {
  field: 'grades',

  async write(course, fileOf) {
    const book = await GradeBook.findOne({ course }).lean()
    if (book === null) return null
    const weights = book.weights.flatMap(({ lesson, weight }) => {
      const file = fileOf(lesson)
      return file === undefined ? [] : [[file, weight] as const]
    })
    const rules = { missing: book.missing, dropLowest: book.dropLowest }
    return { ...rules, ...(weights.length > 0 && { weights: Object.fromEntries(weights.sort()) }) }
  },

  async read(from) {
    const { weights: said = {}, ...known } = fieldsSaid(from, 'grades', { shape })
    const weights: { lesson: Types.ObjectId; weight: number }[] = []
    for (const [address, value] of Object.entries(said)) {
      const lesson = await from.lessonAt(address)
      const weight = Weight.safeParse(value)
      if (lesson === null) from.lost('weightLessonMissing', address)
      else if (!weight.success) from.lost('badField', `grades.weights.${address}`)
      else if (weight.data !== 1) weights.push({ lesson, weight: weight.data })
    }
    return (course) => bringBook(course, { ...PLAIN, ...known, weights })
  },
}

type Rules = { missing: string; dropLowest: number; weights: { lesson: Types.ObjectId; weight: number }[] }

async function bringBook(course: Types.ObjectId, rules: Rules): Promise<boolean> {
  const before = await GradeBook.findOne({ course }).lean()
  if (before === null) {
    await GradeBook.insertMany([{ course, ...rules }])
    return true
  }
  if (factsOf(before) === factsOf(rules)) return false
  await GradeBook.updateOne({ _id: before._id }, { $set: rules, $inc: { version: 1 } })
  return true
}

function factsOf({ missing: rule, dropLowest: dropped, weights }: Rules): string {
  const sorted = weights.map(({ lesson, weight }) => `${lesson.toHexString()} ${weight}`).sort()
  return [rule, dropped, ...sorted].join('\n')
}
