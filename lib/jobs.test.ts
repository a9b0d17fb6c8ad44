import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jobs } from './jobs'

const names = jobs.map(({ name }) => name)

test('no two jobs have the same name', () => {
  expect(names).toEqual([...new Set(names)])
})

test('every job and every subscription of a domain is listed, or it would never run', () => {
  const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|platform\/jobs\/define-job\.ts$/.test(file))
    .map((file) => readFileSync(`lib/${file}`, 'utf8'))
    .join('\n')
  const defined = [
    ...sources.matchAll(/defineJob\(\{\s*name: '([^']+)'/g),
    ...sources.matchAll(/subscribe\(\s*\w+,\s*'([^']+)'/g),
  ]
  expect(defined.map(([, name]) => name).sort()).toEqual([...names].sort())
})
