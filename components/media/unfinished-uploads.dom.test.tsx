import { afterEach, describe, expect, test } from 'vitest'
import { forget, remember, unfinishedAt, unfinishedOf, type Unfinished } from './unfinished-uploads'

const film = { name: 'film.mp4', size: 10, lastModified: 5 }
const upload: Unfinished = {
  ...film,
  id: 'a'.repeat(32),
  kind: 'video',
  place: 'lesson',
  percent: 40,
  expiresAt: Date.now() + 60_000,
}
const at = { place: 'lesson', kind: 'video' } as const

afterEach(() => localStorage.clear())

describe('what the browser remembers of a file that was not sent to its end', () => {
  test('is found by the same file at the same place, and by nothing else', () => {
    remember(upload)
    expect(unfinishedOf(film, at)?.id).toBe(upload.id)
    expect(unfinishedOf({ ...film, lastModified: 6 }, at)).toBeUndefined()
    expect(unfinishedOf({ ...film, size: 11 }, at)).toBeUndefined()
    expect(unfinishedOf(film, { ...at, place: 'another' })).toBeUndefined()
    expect(unfinishedOf(film, { ...at, kind: 'file' })).toBeUndefined()
  })

  test('is one entry a file, goes when it is done, and when the server has forgotten it', () => {
    remember(upload)
    remember({ ...upload, percent: 60 })
    expect(unfinishedAt('lesson').map(({ percent }) => percent)).toEqual([60])
    expect(unfinishedAt('lesson', upload.expiresAt)).toEqual([])
    forget(upload.id)
    expect(unfinishedAt('lesson')).toEqual([])
  })

  test.each(['no json', '{}', '[{"id":"../x","place":"lesson","name":"n","expiresAt":9e15}]', '[null]'])(
    'is nothing where the browser holds %s',
    (kept) => {
      localStorage.setItem('unfinished-uploads', kept)
      expect(unfinishedAt('lesson')).toEqual([])
    },
  )
})
