import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type * as MeModule from './me'

const place = vi.hoisted(() => ({ pathname: '/a' }))
vi.mock('@/i18n/pathname', () => ({ usePathname: () => place.pathname }))

const ANA = { username: 'ana', fullName: 'Ana Lima', avatarUrl: null, role: 'student', isVerified: true }
const answers: { resolve: (body: unknown, status?: number) => void; reject: () => void }[] = []
const fetching = vi.fn(
  (_address: string) =>
    new Promise<Response>((resolve, reject) => {
      answers.push({
        resolve: (body, status = 200) => resolve(Response.json(body, { status })),
        reject: () => reject(new TypeError('offline')),
      })
    }),
)

let useMe: typeof MeModule.useMe
beforeEach(async () => {
  vi.resetModules()
  vi.stubGlobal('fetch', fetching)
  useMe = (await import('./me')).useMe
  document.documentElement.dataset['signedIn'] = ''
})
afterEach(() => {
  cleanup()
  answers.length = 0
  fetching.mockClear()
  vi.unstubAllGlobals()
})

function Corner() {
  const me = useMe()
  return <p>{me === null ? 'unknown' : (me.viewer?.fullName ?? 'visitor')}</p>
}
function Course({ id }: { id: string }) {
  const me = useMe({ courseId: id })
  return <p>{`course ${me?.course?.isLearning ?? 'unknown'}`}</p>
}
const settle = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 0)))
const course = (id: string) => ({ id, isMember: true, isLearning: true, progress: 10, isCompleted: false })

test('all islands of a page share one call', async () => {
  render(
    <>
      <Corner />
      <Course id="c1" />
    </>,
  )
  await settle()
  expect(fetching.mock.calls.map(([address]) => address)).toEqual(['/api/me?course=c1'])
  screen.getByText('unknown')
  answers[0]?.resolve({ viewer: ANA, course: course('c1') })
  await settle()
  screen.getByText('Ana Lima')
  screen.getByText('course true')
})

test('another page asks again and shows meanwhile who it was, but not how they stood in another course', async () => {
  const page = (id: string) => (
    <>
      <Corner />
      <Course id={id} />
    </>
  )
  const { rerender } = render(page('c1'))
  await settle()
  answers[0]?.resolve({ viewer: ANA, course: course('c1') })
  await settle()
  place.pathname = '/b'
  rerender(page('c2'))
  await settle()
  expect(fetching).toHaveBeenCalledTimes(2)
  screen.getByText('Ana Lima')
  screen.getByText('course unknown')
})

test('an answer that comes late does not overwrite a newer one', async () => {
  const { rerender } = render(<Corner />)
  await settle()
  place.pathname = '/c'
  rerender(<Corner />)
  await settle()
  answers[1]?.resolve({ viewer: ANA, course: null })
  await settle()
  answers[0]?.resolve({ viewer: null, course: null })
  await settle()
  screen.getByText('Ana Lima')
})

test('an ended sign-in becomes a visitor', async () => {
  render(<Corner />)
  await settle()
  answers[0]?.resolve({ viewer: null, course: null })
  await settle()
  screen.getByText('visitor')
  expect(document.documentElement.dataset).not.toHaveProperty('signedIn')
})

test.each([
  ['offline', () => answers[0]?.reject()],
  ['refused', () => answers[0]?.resolve({}, 503)],
])('%s, the page stays as a visitor sees it', async (_name, fail) => {
  render(<Corner />)
  await settle()
  fail()
  await settle()
  screen.getByText('unknown')
  expect(document.documentElement.dataset).not.toHaveProperty('signedIn')
})
