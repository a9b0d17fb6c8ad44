import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { OutlineRows, type OutlineRow } from './outline-rows'

const rows: OutlineRow[] = [
  { id: 'a', title: 'Flour', type: 'article', details: 'Article · 5 min', state: 'done', stateName: 'Done' },
  { id: 'b', title: 'Water', type: 'quiz', details: 'Quiz' },
  { id: 'c', title: 'Salt', type: 'file', details: 'File', leadsTo: 'preview', newName: 'New' },
  {
    ...{ id: 'd', title: 'Time', type: 'video' as const, details: 'Video · opens later' },
    ...{ state: 'shut' as const, stateName: 'Not open yet', leadsTo: 'nowhere' as const },
  },
]
afterEach(cleanup)

const show = (currentId: string | null) =>
  render(<OutlineRows rows={rows} slug="bread" place="side" currentId={currentId} lang="fr" dir="ltr" />)

test('each row says how its lesson stands, what it is, and leads to where its reader may go', () => {
  show(null)
  const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href')
  expect(hrefOf('Done: Flour Article · 5 min')).toBe('/learn/bread/a')
  expect(hrefOf('Water Quiz')).toBe('/learn/bread/b')
  expect(hrefOf('Salt File New')).toBe('/courses/bread/preview/c')
  expect(screen.getAllByRole('link')).toHaveLength(3)
  expect(screen.getAllByRole('listitem')[3]?.textContent).toBe('Not open yet: Time Video · opens later ')
})

test('the lesson one is in is marked, and a title is in the language of its course', () => {
  show('b')
  expect(screen.getByRole('link', { current: 'page' }).textContent).toContain('Water')
  expect(screen.getByText('Water').lang).toBe('fr')
})
