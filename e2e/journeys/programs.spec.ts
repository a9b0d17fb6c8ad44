import { makeCategory } from '@/lib/platform/testing/courses'
import { uniqueName } from '../database'
import { expect, test } from '../fixtures'

const password = 'seven calm rivers east'

type Answer = { status: number; body: Record<string, unknown> }

/** A program: it has an address and a token, and no browser. */
function program(baseURL: string | undefined, token?: string) {
  return async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${baseURL}/api${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
  }
}

test('a course is made, approved, learnt and finished by programs alone', async ({ baseURL, database }) => {
  const visitor = program(baseURL)
  const register = async (role: string) => {
    const email = `${role}-${process.pid}-${Date.now()}@example.test`
    const { status, body } = await visitor('POST', '/users/register', {
      name: 'Robin Vale',
      email,
      password,
      role,
    })
    expect(status).toBe(201)
    return {
      email,
      id: String((body['user'] as { id: string }).id),
      ask: program(baseURL, String(body['token'])),
    }
  }
  const instructor = await register('instructor')
  const code = await database.codeFor(instructor.email)
  expect((await instructor.ask('POST', '/users/verify', { code })).status).toBe(204)

  const person = await database.makePerson('admin')
  const signedIn = await visitor('POST', '/users/login', { email: person.email, password })
  const admin = program(baseURL, String(signedIn.body['token']))

  const name = uniqueName('stilts')
  const category = await makeCategory({ name, slug: name })
  const course = {
    title: `Stilts ${process.pid} ${Date.now()}`,
    subtitle: 'From the first step',
    description: 'How to stand, to walk and to turn on stilts, with exercises for every day of the week.',
    outcomes: ['Stand', 'Walk', 'Turn'],
    tags: ['stilts'],
    category: category.slug,
    level: 'Beginner',
    language: 'en',
  }
  const tooEarly = await instructor.ask('POST', '/courses', course)
  expect([tooEarly.status, tooEarly.body['reason']]).toEqual([403, 'account.not_approved'])
  expect((await admin('PATCH', `/users/${instructor.id}`, { approved: true })).status).toBe(200)

  const created = await instructor.ask('POST', '/courses', course)
  expect(created.status).toBe(201)
  const courseId = String(created.body['id'])
  const lessons: string[] = []
  for (const title of ['Standing', 'Walking', 'Turning']) {
    const lesson = { courseId, title, content: `${title} on stilts. `.repeat(30) }
    const { status, body } = await instructor.ask('POST', '/lessons', lesson)
    expect(status).toBe(201)
    lessons.push(String(body['id']))
  }
  expect((await instructor.ask('POST', `/courses/${courseId}/submit`)).status).toBe(200)
  const published = await admin('POST', `/courses/${courseId}/publish`)
  expect(published.body).toMatchObject({ status: 'published', lessons })

  const student = await register('student')
  expect((await student.ask('POST', '/courses/enroll', { courseId })).status).toBe(201)
  expect((await student.ask('POST', '/courses/enroll', { courseId })).status).toBe(200)
  const read = await instructor.ask('GET', `/courses/${courseId}`)
  expect(read.body).toMatchObject({ studentsEnrolled: [student.id], studentsCount: 1 })
  const percents: unknown[] = []
  for (const lesson of lessons) {
    const { body } = await student.ask('POST', `/lessons/${lesson}/complete`)
    percents.push((body['progress'] as { percent: number }).percent)
  }
  expect(percents).toEqual([33, 66, 100])
  expect((await student.ask('GET', `/progress/${courseId}`)).body).toEqual({
    userId: student.id,
    courseId,
    completedLessons: [...lessons].sort(),
    status: 'completed',
    percent: 100,
  })
  const me = await student.ask('GET', '/users/me')
  expect(me.body['user']).toMatchObject({ enrolledCourses: [courseId], progress: { [courseId]: 100 } })
})

test('what Next would answer by itself is a problem too, whatever is asked how', async ({ baseURL }) => {
  const ask = (path: string, init?: RequestInit) => fetch(`${baseURL}/api${path}`, init)
  for (const [path, method, status] of [
    ['/nothing', 'GET', 404],
    ['/nothing/at/all', 'POST', 404],
    ['/courses', 'DELETE', 405],
    ['/users/login', 'GET', 405],
    ['/health', 'POST', 405],
  ] as const) {
    const answer = await ask(path, { method })
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
      path,
      status,
      'application/problem+json; charset=utf-8',
    ])
    const { requestId } = (await answer.json()) as { requestId: string }
    expect(requestId).toBe(answer.headers.get('x-request-id'))
  }
  const refused = await ask('/courses', { method: 'DELETE' })
  expect(refused.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST')
  const options = await ask('/courses', { method: 'OPTIONS' })
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST'])
  const head = await ask('/courses', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  const text = { method: 'POST', body: 'name=x', headers: { 'content-type': 'text/plain' } }
  expect((await ask('/users/login', text)).status).toBe(415)
  const huge = {
    method: 'POST',
    body: `"${'x'.repeat(2_000_000)}"`,
    headers: { 'content-type': 'application/json' },
  }
  expect((await ask('/users/login', huge)).status).toBe(413)
  const broken = { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }
  expect((await ask('/users/login', broken)).status).toBe(400)
})

test('a page of another site may neither read an answer nor write by the cookie of who looks at it', async ({
  baseURL,
  database,
}) => {
  const { userId } = await database.makePerson('student')
  const { name, value } = await database.cookieOf(userId)
  const headers = {
    cookie: `${name}=${value}`,
    origin: 'https://evil.example',
    'content-type': 'application/json',
  }
  const read = await fetch(`${baseURL}/api/users/me`, { headers })
  expect([read.status, read.headers.get('access-control-allow-origin')]).toEqual([401, null])
  const write = await fetch(`${baseURL}/api/notifications/read-all`, { method: 'POST', body: '{}', headers })
  expect(write.status).toBe(403)
})
