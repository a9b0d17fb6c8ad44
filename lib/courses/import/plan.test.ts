import { expect, test } from 'vitest'
import { Losses } from './losses'
import { planCourse, plannedLessons } from './plan'
import type { SourceFolder } from './read-folder'

type Tree = { [name: string]: string | Tree }

/** A folder as it would be read, from names and texts. */
function folderOf(tree: Tree, path = ''): SourceFolder {
  const within = (name: string) => (path === '' ? name : `${path}/${name}`)
  const entries = Object.entries(tree)
  return {
    path,
    name: path.split('/').at(-1) ?? '',
    files: entries.flatMap(([name, text]) =>
      typeof text === 'string' ? [{ path: within(name), name, text }] : [],
    ),
    folders: entries.flatMap(([name, inner]) =>
      typeof inner === 'string' ? [] : [folderOf(inner, within(name))],
    ),
  }
}
const plan = (tree: Tree, name = 'reading-data') => {
  const losses = new Losses()
  return { ...planCourse(folderOf(tree), name, losses), losses: losses.all }
}

test('the house’s own layout: course, modules, lessons with what their front matter says', () => {
  const course = plan({
    'course.md': [
      '---',
      'title: Reading data honestly',
      'slug: reading-data',
      'category: Science',
      'tags: [statistics, charts]',
      'level: beginner',
      'language: en',
      'price: free',
      'outcomes: [Read a chart, "Doubt: a number"]',
      'instructor: tomas',
      'startDate: 2026-03-03',
      '---',
      'What this course is **about**.',
    ].join('\n'),
    '01-first-look': {
      'module.md': '---\ntitle: A first look\ndescription: What numbers say\n---\n',
      '01-what-is-a-mean.md':
        '---\ntitle: What is a mean?\ntype: article\ndurationMinutes: 7\nisPreview: true\nrequired: false\n---\n# What is a mean?\n\nText.',
      '02-spread.md': '# How far apart\n\n## Part\n\nText.',
    },
  })
  expect(course).toMatchObject({
    title: 'Reading data honestly',
    slug: 'reading-data',
    fields: {
      level: 'Beginner',
      price: { amount: 0 },
      startDate: '2026-03-03',
      tags: ['statistics', 'charts'],
    },
    description: { body: 'What this course is **about**.', bodyLine: 13 },
    modules: [{ title: 'A first look', description: 'What numbers say', sections: [{ title: '' }] }],
    losses: [],
  })
  expect(plannedLessons(course)).toMatchObject([
    {
      key: 'first-look/what-is-a-mean',
      title: 'What is a mean?',
      slug: 'what-is-a-mean',
      body: 'Text.',
      durationMinutes: 7,
      isPreview: true,
      isRequired: false,
    },
    {
      key: 'first-look/spread',
      title: 'How far apart',
      body: '## Part\n\nText.',
      isPreview: false,
      isRequired: true,
    },
  ])
})

test('any other folder: nested ones become sections, loose files a module, names become titles', () => {
  const course = plan(
    {
      'LICENSE.md': 'x',
      '0-README.md': 'Welcome, no heading.',
      images: {},
      '3_html css': {
        'intro.md': 'x',
        flexbox: { 'axes.md': 'x', deeper: { '1. more.md': 'x' } },
        imgs: {},
      },
    },
    'Web für alle',
  )
  expect(course.title).toBe('Web für alle')
  expect(course.slug).toBe('web-fur-alle')
  expect(
    course.modules.map(({ title, sections }) => [
      title,
      sections.map((s) => [s.title, s.lessons.map((l) => l.title)]),
    ]),
  ).toEqual([
    ['Web für alle', [['', ['README']]]],
    [
      'Html css',
      [
        ['', ['Intro']],
        ['Flexbox', ['Axes']],
        ['Flexbox · Deeper', ['More']],
      ],
    ],
  ])
})

test('a lesson is the same one after it was renumbered; two that differ in numbers alone stay two', () => {
  const keys = (tree: Tree) => plannedLessons(plan(tree)).map(({ key }) => key)
  expect(keys({ '01-a': { '01-x.md': 't' } })).toEqual(keys({ '07-A': { '12_X.md': 't' } }))
  expect(keys({ a: { '01-x.md': 't', '02-x.md': 't' } })).toEqual(['a/01-x.md', 'a/02-x.md'])
  expect(keys({ a: { '2024.md': 't', '1-.md': 't' } })).toEqual(['a/2024', 'a/1-'])
})

test('names without a Latin letter still give an address, always the same', () => {
  const one = plan({ '文法.md': '# 文法\n\nx' }, '日本語')
  expect(one.slug).toMatch(/^course-[a-z0-9]+$/)
  expect(plan({}, '日本語').slug).toBe(one.slug)
  expect(plannedLessons(one)[0]).toMatchObject({ title: '文法', slug: 'lesson' })
})

test('a course does not take an address that means something else', () => {
  expect(plan({ 'a.md': 't' }, 'category').slug).toBe('category-course')
  expect(plan({ 'course.md': '---\nslug: category\n---\nx' }).slug).toBe('category-course')
})

test('front matter that is wrong costs only what is wrong in it', () => {
  const course = plan({
    'course.md': '---\ntitle: Kept\nlevel: Wizard\ntemplate: module\nslug: Not A Slug\ntags: alone\n---\nx',
    'a.md': '---\ntitle: [unclosed\n---\n# From the heading',
    'b.md': '---\n- a list\n---\nx',
    'c.md': '---\nbomb: &a [x]\nx: [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n---\nx',
    'd.md': '---\ndurationMinutes: -5\nisPreview: maybe\n---\nx',
    'e.md': '---\n\nnot front matter, a line',
  })
  expect(course.title).toBe('Kept')
  expect(course.fields.level).toBeUndefined()
  expect(plannedLessons(course)[0]?.title).toBe('From the heading')
  expect(course.losses.map(({ code, file, line }) => [code, file, line])).toEqual([
    ['badField', 'course.md', 3],
    ['unknownField', 'course.md', 4],
    ['badField', 'course.md', 5],
    ['badField', 'course.md', 6],
    ['badFrontMatter', 'a.md', 2],
    ['badFrontMatter', 'b.md', 2],
    ['badFrontMatter', 'c.md', 2],
    ['badField', 'd.md', 2],
    ['badField', 'd.md', 3],
  ])
})

test('reading time is estimated where none is given, in scripts without spaces too', () => {
  const minutes = (text: string) => plannedLessons(plan({ 'a.md': text }))[0]?.durationMinutes
  expect(minutes('word '.repeat(1_000))).toBe(5)
  expect(minutes('語'.repeat(2_000))).toBe(4)
  expect(minutes('')).toBe(1)
})

test('a course has no more lessons than it may, and says which it left out', () => {
  const many = Object.fromEntries(
    Array.from({ length: 1_003 }, (_, index) => [`${index}-lesson-${index}x.md`, 't']),
  )
  const course = plan({ module: many })
  expect(plannedLessons(course)).toHaveLength(1_000)
  expect(course.losses.filter(({ code }) => code === 'tooManyLessons')).toHaveLength(3)
})
