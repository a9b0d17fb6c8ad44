import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { databaseAddress } from './database'
import { resultOf, rounded, type Result, type Row } from './report'
import type { Size } from './taught-course'
import type { TaughtAnswer } from './teaching-reader'

const SMALL: Size = { lessons: 40, learners: 60 }
const LARGE: Size = { lessons: 400, learners: 3_000 }

/** What teachers and learners ask of a course of 3,000 learners and 400 lessons, beside a small one, in turns. */
export async function measureTeaching(): Promise<Result> {
  const uri = await databaseAddress('data-teaching')
  const sizes = [SMALL, LARGE].map((size) => JSON.stringify(size))
  const child = fork(path.join(import.meta.dirname, 'teaching-reader.ts'), [uri, ...sizes])
  const [answers] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('The reader of the courses has ended.'))),
  ])) as [TaughtAnswer[]]
  return resultOf('Teaching', answers.map(rowOf))
}

function rowOf({ what, milliseconds: [small = 0, large = 0], roundTrips }: TaughtAnswer): Row {
  const times = `${rounded(small, 1)} → ${rounded(large, 1)} ms`
  return {
    what: `${what}, of 400 lessons and 3000 learners against 40 and 60`,
    measured: `${rounded(large / small)} × (${times}), ${roundTrips} round trips`,
    figure: '',
    holds: null,
  }
}
