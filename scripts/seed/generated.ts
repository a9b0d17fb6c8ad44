import { Types } from 'mongoose'
import { countNumbers, rebuildListings } from '@/lib/courses/commands/rebuild-listings'
import { hashOf } from '@/lib/utils/hue'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { counted, ratingOf, toHistogram, type Histogram } from '@/lib/utils/rating'
import { Category } from '@/models/category'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { Review } from '@/models/review'
import { User } from '@/models/user'
import { progressBar, steps, type Step } from './steps'
import { LEVELS, VOCABULARIES, type Vocabulary } from './words'

/** How much is wanted; `enrollments` in all, spread over the people. */
export type Amounts = { courses: number; people: number; enrollments: number }

const COURSES_PER_STEP = 1_000
const PEOPLE_PER_STEP = 2_000
/** Everything generated happened in these years before. */
const FIRST_DAY = Date.UTC(2023, 0, 1)
const MINUTES = 3 * 365 * 24 * 60
const MINUTE = 60_000
const DONE_BEFORE_REVIEW = 1
const MOST_PER_PERSON = 400

/**
 * A large academy for measuring and for looking at: courses in six languages, people, enrolments and reviews. Everything
 * follows from its number alone, so a run that was broken off goes on where it stopped, and the counts on the courses are
 * known before the first enrolment is written.
 */
export async function seedGenerated(amounts: Amounts, say: (line: string) => void): Promise<void> {
  await seedCourses(amounts, say)
  await seedPeople(amounts, say)
  const courses = await Course.estimatedDocumentCount()
  if (await isListed(courses)) return
  const bar = progressBar('listings', courses, say)
  await rebuildListings(systemViewer('db:seed'), { onProgress: bar })
}

/** Whether the listings were written for so many courses: how many they are is written last. */
async function isListed(courses: number): Promise<boolean> {
  return (await countNumbers(systemViewer('db:seed'))) === courses
}

/** Lessons before courses: a course that is there has them, however the run ended. */
async function seedCourses(amounts: Amounts, say: Step['say']): Promise<void> {
  // The last course is written last. How people stand to courses takes longer to find out than whether it is there.
  if (await Course.exists({ _id: idOf('course', amounts.courses - 1) })) return
  const teachers = Math.max(6, Math.ceil(amounts.courses / 50))
  const shelves = await Category.find({}).limit(1_000).lean()
  const categories = new Map(shelves.map(({ slug, _id }) => [slug, _id]))
  const around = { teachers, categories, standing: standingOf(amounts) }
  const perCourse = { count: amounts.courses, perStep: COURSES_PER_STEP, say }
  await steps(User, {
    kind: 'teacher',
    count: teachers,
    perStep: PEOPLE_PER_STEP,
    say,
    rowsOf: (number) => [personRow(number, 'teacher')],
  })
  await steps(Lesson, { ...perCourse, kind: 'lesson', rowsOf: lessonRows })
  await steps(Course, { ...perCourse, kind: 'course', rowsOf: (number) => [courseRow(number, around)] })
}

/** People, then what they thought and did, then their enrolments. */
async function seedPeople(amounts: Amounts, say: Step['say']): Promise<void> {
  const perPerson = { count: amounts.people, perStep: PEOPLE_PER_STEP / 4, say }
  await steps(User, { ...perPerson, kind: 'learner', rowsOf: (number) => [personRow(number, 'learner')] })
  await steps(Review, { ...perPerson, kind: 'review', rowsOf: (person) => reviewRows(person, amounts) })
  await steps(LessonProgress, {
    ...perPerson,
    kind: 'progress',
    rowsOf: (person) => progressRows(person, amounts),
  })
  await steps(Enrollment, {
    ...perPerson,
    kind: 'enrollment',
    rowsOf: (person) => enrollmentRows(person, amounts),
  })
}

const KINDS = ['teacher', 'learner', 'course', 'lesson', 'enrollment', 'review', 'progress'] as const
type Kind = (typeof KINDS)[number]
function personRow(number: number, kind: 'teacher' | 'learner') {
  const words = vocabularyOf(number)
  const username = `generated-${kind}-${number}`
  const isTeacher = kind === 'teacher'
  const moment = momentOf(kind, number)
  return {
    _id: idOf(kind, number),
    username,
    usernameKey: username,
    email: `${username}@generated.example`,
    emailVerifiedAt: moment,
    fullName: words.name(pick(words.given, 'given', number), pick(words.family, 'family', number)),
    role: isTeacher ? ('instructor' as const) : ('student' as const),
    approved: isTeacher,
    ...(isTeacher && { application: { status: 'approved' as const, askedAt: moment, decidedAt: moment } }),
    birthYear: 1960 + (hash('born', number) % 40),
    lastActiveAt: moment,
    profile: { nativeLanguages: [words.language] },
  }
}

const lessonCountOf = (course: number) => 3 + (hash('lessons', course) % 6)
const minutesOf = (course: number, lesson: number) =>
  3 + (hash(`minutes${lesson}`, course) % (course % 9 === 0 ? 240 : 45))

function lessonRows(number: number) {
  const words = vocabularyOf(number)
  return Array.from({ length: lessonCountOf(number) }, (_, index) => ({
    _id: idOf('lesson', number * 16 + index),
    course: idOf('course', number),
    title: `${index + 1}. ${filled(pick(words.lessons, `lesson${index}`, number), words, number)}`,
    slug: `lesson-${index + 1}`,
    body: filled(pick(words.subtitles, `body${index}`, number), words, number),
    durationMinutes: minutesOf(number, index),
    isPreview: index === 0,
  }))
}

type Around = { teachers: number; categories: ReadonlyMap<string, Types.ObjectId>; standing: Standing }

function courseRow(number: number, { teachers, categories, standing }: Around) {
  const words = vocabularyOf(number)
  const categorySlug = pick(CATEGORIES, 'category', number)
  const category = categories.get(categorySlug) ?? null
  const lessonIds = Array.from({ length: lessonCountOf(number) }, (_, index) =>
    idOf('lesson', number * 16 + index),
  )
  const histogram = standing.histograms.get(number)
  const moment = momentOf('course', number)
  const row = {
    _id: idOf('course', number),
    title: filled(pick(words.titles, 'title', number), words, number),
    slug: `generated-${number}`,
    subtitle: filled(pick(words.subtitles, 'subtitle', number), words, number),
    description: words.subtitles.map((text) => filled(text, words, number)).join('\n\n'),
    outcomes: [filled(pick(words.lessons, 'outcome', number), words, number)],
    tags: [...new Set([pick(words.subjects[categorySlug], 'a', number), pick(words.ways, 'w', number)])],
    category,
    categorySlug: category === null ? null : categorySlug,
    level: pick(LEVELS, 'level', number),
    language: words.language,
    instructor: idOf('teacher', number % teachers),
    price: {
      amount: hash('paid', number) % 3 === 0 ? 500 * (1 + (hash('price', number) % 40)) : 0,
      currency: 'EUR',
    },
    status: 'published' as const,
    publishedAt: moment,
    createdAt: moment,
    modules: [{ title: filled('{a}', words, number), sections: [{ lessonIds }] }],
    lessonCount: lessonIds.length,
    durationMinutes: lessonIds.reduce((sum, _id, index) => sum + minutesOf(number, index), 0),
    rating: histogram === undefined ? undefined : { ...ratingOf(histogram), histogram: [...histogram] },
    enrollmentCount: standing.learners[number] ?? 0,
  }
  // As the listings will say too: they are written last, and then have nothing of the course itself to change.
  return { ...row, isListed: true, catalogueNumber: number + 1 }
}

type Enrolled = { course: number; place: number; rating: number | null }

/** The courses of a person: few courses have most learners, as in life. One in twenty is reviewed. */
function coursesOf(person: number, { courses, people, enrollments }: Amounts): Enrolled[] {
  const count = Math.min(
    courses,
    MOST_PER_PERSON,
    Math.floor(((person + 1) * enrollments) / people) - Math.floor((person * enrollments) / people),
  )
  const chosen = new Set<number>()
  for (let turn = 0; chosen.size < count && turn < 20 * count; turn++) {
    const chance = hash(`course${turn}`, person) / 2 ** 32
    chosen.add(Math.floor(courses * chance ** 3))
  }
  return [...chosen].map((course, place) => {
    const isReviewed = hash(`review${course}`, person) % 20 === 0
    return {
      course,
      place,
      rating: isReviewed ? ([5, 5, 4, 4, 4, 3, 2][hash(`stars${course}`, person) % 7] ?? 5) : null,
    }
  })
}

function enrollmentRows(person: number, amounts: Amounts) {
  return coursesOf(person, amounts).map(({ course, place, rating }) => {
    const moment = enrolledAt(person, course)
    const isBegun = rating !== null
    return {
      _id: idOf('enrollment', person * MOST_PER_PERSON + place),
      user: idOf('learner', person),
      course: idOf('course', course),
      enrolledAt: moment,
      lastAccessedAt: moment,
      ...(isBegun && {
        lastLesson: idOf('lesson', course * 16),
        progress: Math.floor((100 * DONE_BEFORE_REVIEW) / lessonCountOf(course)),
      }),
    }
  })
}

function progressRows(person: number, amounts: Amounts) {
  return reviewed(person, amounts).map(({ course, place }) => {
    const moment = enrolledAt(person, course)
    return {
      _id: idOf('progress', person * MOST_PER_PERSON + place),
      user: idOf('learner', person),
      course: idOf('course', course),
      lesson: idOf('lesson', course * 16),
      status: 'completed' as const,
      percent: 100,
      startedAt: moment,
      completedAt: moment,
    }
  })
}

function reviewRows(person: number, amounts: Amounts) {
  return reviewed(person, amounts).map(({ course, place, rating }) => {
    const words = vocabularyOf(course)
    return {
      _id: idOf('review', person * MOST_PER_PERSON + place),
      user: idOf('learner', person),
      course: idOf('course', course),
      rating: rating ?? 5,
      text: filled(pick(words.reviews, `text${course}`, person), words, course),
      createdAt: enrolledAt(person, course),
    }
  })
}

function reviewed(person: number, amounts: Amounts): Enrolled[] {
  return coursesOf(person, amounts).filter(({ rating }) => rating !== null)
}

/** How many learn in each course and what they think of it, before any of it is written. */
type Standing = { learners: Uint32Array; histograms: Map<number, Histogram> }

function standingOf(amounts: Amounts): Standing {
  const learners = new Uint32Array(amounts.courses)
  const histograms = new Map<number, Histogram>()
  for (let person = 0; person < amounts.people; person++) {
    for (const { course, rating } of coursesOf(person, amounts)) {
      learners[course] = (learners[course] ?? 0) + 1
      if (rating !== null)
        histograms.set(course, counted(histograms.get(course) ?? toHistogram(null), null, rating))
    }
  }
  return { learners, histograms }
}

const CATEGORIES = ['technology', 'science', 'languages', 'communication', 'making'] as const
/** So many places as there are shares, each with the vocabulary it belongs to. */
const SHARES = VOCABULARIES.flatMap((words) => Array.from({ length: words.share }, () => words))

function vocabularyOf(number: number): Vocabulary {
  return pick(SHARES, 'language', number)
}

function filled(text: string, words: Vocabulary, number: number): string {
  const subjects = words.subjects[pick(CATEGORIES, 'category', number)]
  const a = pick(subjects, 'a', number)
  const b = pick(words.subjects[pick(CATEGORIES, 'other', number)], 'b', number)
  const w = pick(words.ways, 'w', number)
  const said = text.replaceAll('{a}', a).replaceAll('{b}', b).replaceAll('{w}', w)
  return said.charAt(0).toLocaleUpperCase(words.language) + said.slice(1)
}

function momentOf(kind: string, number: number): Date {
  return new Date(FIRST_DAY + (hash(kind, number) % MINUTES) * MINUTE)
}

function enrolledAt(person: number, course: number): Date {
  return new Date(
    FIRST_DAY + MINUTES * MINUTE + (hash(`enrolled${course}`, person) % (200 * 24 * 60)) * MINUTE,
  )
}

/** The same id for the same thing in every run; no real one begins so. */
function idOf(kind: Kind, number: number): Types.ObjectId {
  const place = KINDS.indexOf(kind) + 1
  return new Types.ObjectId(`0000000${place}${number.toString(16).padStart(16, '0')}`)
}

function hash(what: string, number: number): number {
  return hashOf(`${what} ${number}`)
}

function pick<T>(list: readonly T[], what: string, number: number): T {
  const found = list[hash(what, number) % list.length]
  if (found === undefined) throw new Error(`Nothing to pick from for ${what}.`)
  return found
}
