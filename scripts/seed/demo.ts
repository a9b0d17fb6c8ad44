import { addAccount, type Account } from './accounts'
import { addCategories, addCourses } from './courses'
import { readDemo, say } from './files'
import { addLearner, type Learner } from './learners'
import { momentOf, moveClock } from './moments'
import { readOutlines } from './outlines'
import { announcementsToSend, countFigures, saveRules } from './teaching'
import { addWriting } from './writing'

type Instructor = Omit<Account, 'role' | 'email' | 'password'>

const OPENED_DAYS_AGO = 330

/**
 * The academy under demo/: accounts, categories, courses, and people who have been learning for months. Run again, it
 * brings the courses up to date and leaves everything else as it has become.
 */
export async function seedDemo(): Promise<void> {
  moveClock()
  const accounts = await readDemo<Account[]>('accounts.json')
  const openedAt = momentOf(OPENED_DAYS_AGO, 9)
  for (const account of accounts) await addAccount(account, openedAt)
  for (const { username, ...rest } of await readDemo<Instructor[]>('instructors.json')) {
    const email = `${username}@teachers.example.com`
    await addAccount({ ...rest, username, email, role: 'instructor' }, openedAt)
  }
  await addCategories()
  await addCourses()
  await addLearners()
  await addWriting()
  await countFigures()
  say('Accounts to sign in with:')
  for (const { role, email, password } of accounts)
    say(`  ${role.padEnd(12)}${email.padEnd(28)}${password ?? ''}`)
}

async function addLearners(): Promise<void> {
  const learners = await readDemo<Learner[]>('learners.json')
  const slugs = new Set(learners.flatMap(({ courses }) => Object.keys(courses)))
  const courses = await readOutlines([...slugs])
  const taught = new Set(Object.keys(await readDemo<object>('teaching.json')))
  const joining = learners.map((learner) => ({
    daysAgo: enrolledDaysAgo(learner, taught),
    run: () => addLearner(learner, courses),
  }))
  // Who is told of an announcement had enrolled before it.
  const inOrder = [...joining, ...(await announcementsToSend(courses))].toSorted(
    (a, b) => b.daysAgo - a.daysAgo,
  )
  for (const { run } of inOrder) await run()
  await saveRules(courses)
  say(`${learners.length} learners are on their way.`)
}

/** When somebody came into the courses whose teachers write to them; long ago where they are in none. */
function enrolledDaysAgo({ courses }: Learner, taught: ReadonlySet<string>): number {
  const days = Object.entries(courses).flatMap(([slug, { from }]) => (taught.has(slug) ? [from] : []))
  return Math.min(OPENED_DAYS_AGO, ...days)
}
