import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { saveCategory } from '@/lib/courses/commands/categories'
import { publishCourse } from '@/lib/courses/commands/publishing'
import { importCourse } from '@/lib/courses/import/import-course'
import { reportLines } from '@/lib/courses/import/report-lines'
import { enroll } from '@/lib/enrollments/commands'
import { hashPassword } from '@/lib/platform/auth/password'
import { memberOf, systemViewer } from '@/lib/platform/auth/viewer'
import { completeLesson } from '@/lib/progress/commands/lessons'
import { writeReview } from '@/lib/reviews/commands'
import { naturalOrder } from '@/lib/utils/natural-order'
import { Course } from '@/models/course'
import { User } from '@/models/user'

type Account = {
  role: 'admin' | 'instructor' | 'student'
  email: string
  username: string
  fullName: string
  password?: string
  bio?: string
  country?: string
  nativeLanguages?: string[]
  teachingLanguages?: string[]
  yearsOfExperience?: number
  interests?: string[]
}
type Instructor = Omit<Account, 'role' | 'email' | 'password'>
type Learner = {
  username: string
  fullName?: string
  country?: string
  progress: Record<string, number>
  reviews?: Record<string, { rating: number; text: string }>
}
type CategoryRow = { name: string; slug: string; description: string; order: number; hue: number }

const DEMO = path.join(process.cwd(), 'demo')
const BIRTH_YEAR = 1992
const house = systemViewer('db:seed')
const say = (line: string) => process.stdout.write(`${line}\n`)

/**
 * The academy under demo/: accounts, categories, courses and people on their way. Run again, it brings the courses up to
 * date and leaves everything else as it has become.
 */
export async function seedDemo(): Promise<void> {
  const accounts = await readJson<Account[]>('accounts.json')
  const learners = await readJson<Learner[]>('learners.json')
  for (const account of accounts) await addAccount(account)
  for (const instructor of await readJson<Instructor[]>('instructors.json')) await addInstructor(instructor)
  for (const category of await readJson<CategoryRow[]>('categories.json')) await addCategory(category)
  for (const folder of await courseFolders()) await addCourse(folder)
  for (const learner of learners) await addLearner(learner)
  say('Accounts to sign in with:')
  for (const { role, email, password } of accounts)
    say(`  ${role.padEnd(12)}${email.padEnd(28)}${password ?? ''}`)
}

/** An account that is there stays as its owner left it. */
async function addAccount(account: Account): Promise<string> {
  const usernameKey = account.username.toLowerCase()
  const known = await User.findOne({ $or: [{ usernameKey }, { email: account.email }] })
    .select({ _id: 1 })
    .lean()
  if (known !== null) return known._id.toHexString()
  const moment = new Date()
  const [user] = await User.create([
    {
      username: account.username,
      usernameKey,
      email: account.email,
      emailVerifiedAt: moment,
      fullName: account.fullName,
      role: account.role,
      approved: account.role === 'instructor',
      application:
        account.role === 'instructor'
          ? { status: 'approved', askedAt: moment, decidedAt: moment }
          : undefined,
      passwordHash: account.password === undefined ? undefined : await hashPassword(account.password),
      birthYear: BIRTH_YEAR,
      lastActiveAt: moment,
      profile: profileOf(account),
    },
  ])
  if (user === undefined) throw new Error(`The account ${account.username} was not made.`)
  return user._id.toHexString()
}

function profileOf(account: Account) {
  const { bio = '', country, nativeLanguages, teachingLanguages, yearsOfExperience, interests } = account
  return { bio, country, nativeLanguages, teachingLanguages, yearsOfExperience, interests }
}

/** Those who teach beside the account to sign in with; nobody signs in as them. */
async function addInstructor(instructor: Instructor): Promise<void> {
  await addAccount({
    ...instructor,
    role: 'instructor',
    email: `${instructor.username}@teachers.example.com`,
  })
}

async function addCategory(category: CategoryRow): Promise<void> {
  await saveCategory(house, category)
}

async function addCourse(folder: string): Promise<void> {
  const report = await importCourse(house, { folder })
  for (const line of reportLines(report)) say(line)
  if (report.courseId !== null && report.lessonCount > 0)
    await publishCourse(house, { courseId: report.courseId })
}

/** Enrols a person, marks their first lessons as done and says what they think of them. */
async function addLearner({ username, fullName, country, progress, reviews = {} }: Learner): Promise<void> {
  const email = `${username}@learners.example.com`
  const account = { role: 'student', email, username, fullName: fullName ?? username, country } as const
  const viewer = await viewerOf(await addAccount(account))
  for (const [slug, count] of Object.entries(progress)) {
    const course = await Course.findOne({ slug, status: 'published' }).select({ modules: 1 }).lean()
    if (course === null) continue
    const { isNew } = await enroll(viewer, { courseId: course._id.toHexString() })
    if (!isNew) continue
    const ids = course.modules.flatMap((module) => module.sections.flatMap((section) => section.lessonIds))
    for (const id of ids.slice(0, count)) await completeLesson(viewer, { lessonId: id.toHexString() })
    const review = reviews[slug]
    if (review) await writeReview(viewer, { courseId: course._id.toHexString(), ...review })
  }
}

/** The person as the commands know them; no sign-in is made for it. */
async function viewerOf(userId: string) {
  const user = await User.findById(userId).lean()
  if (user === null) throw new Error('The account is gone.')
  return memberOf({
    userId,
    signInId: '',
    role: user.role,
    isApproved: user.approved,
    isVerified: true,
    username: user.username,
    fullName: user.fullName,
    locale: 'en',
    timeZone: 'UTC',
    avatarUrl: null,
  })
}

async function courseFolders(): Promise<string[]> {
  const names = (await readdir(DEMO)).sort(naturalOrder)
  const folders: string[] = []
  for (const name of names) {
    const folder = path.join(DEMO, name)
    const isCourse = await stat(path.join(folder, 'course.md')).catch(() => null)
    if (isCourse?.isFile()) folders.push(folder)
  }
  return folders
}

async function readJson<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(path.join(DEMO, name), 'utf8')) as T
}
