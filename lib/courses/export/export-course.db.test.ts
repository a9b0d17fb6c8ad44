import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { resetEnv } from '@/lib/platform/env'
import { CLIP } from '@/lib/platform/testing/clips'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { Upload } from '@/models/upload'
import { importCourse } from '../import/import-course'
import { exportCourse } from './export-course'

useTestDatabase()

const house = systemViewer('test')
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"><rect width="9" height="9"/></svg>'
const VTT = 'WEBVTT\n\n00:00.000 --> 00:04.000\nHello\n\n00:04.000 --> 00:09.000\nand goodbye\n'
const COURSE = `---
title: 'A course: with “everything”, 日本語 & <tags>'
subtitle: "Yes: it's #1"
slug: everything
category: Science
tags: [one, 'two: words', 三]
level: Advanced
language: ja
price: { amount: 1900, currency: JPY }
outcomes: ['- a dash', 'null', '2026-01-01']
requirements: [patience]
instructor: tomas
thumbnail: pictures/wheel.svg
startDate: 2026-03-29
endDate: 2026-10-25
timeZone: Europe/Madrid
trailer: { video: clip.mp4, captions: { en: en.vtt } }
---

See ![a wheel](pictures/wheel.svg) and [the end](02-last/deep/01-終わり.md).
`
const SOURCE: Record<string, string> = {
  'course.md': COURSE,
  'pictures/wheel.svg': SVG,
  'en.vtt': VTT,
  '00-loose.md': '# Loose\n\nBeside the course.',
  '01-first part/module.md': "---\ntitle: 1. First part\ndescription: |\n  Two\n  lines, 'quoted'.\n---\n",
  '01-first part/1_one.md':
    '---\ntitle: One\ndescription: "What: why"\nisPreview: true\nrequired: false\ndurationMinutes: 7\n---\n' +
    '# One\n\n![photo](../photo.jpg "a title")\n*Seen.*\n\n[two](2_two.md#deep) [loose](../00-loose.md)\n\n' +
    '* a\n* b\n\n$$\nx^2\n$$\n\n```js\nconst a = `lesson:000000000000000000000000`\n```\n',
  '01-first part/2_two.md':
    '---\ntype: video\nvideo: ../clip.mp4\nposter: ../pictures/wheel.svg\ncaptions: { en: ../en.vtt }\nmarkByHand: true\nrelease: { afterDays: 3 }\n---\n# Two\n\n## Deep\n\n[back](1_one.md)\n',
  '02-last/deep/module.md': '---\ntitle: Deep part\n---\n',
  '02-last/deep/01-終わり.md':
    '---\ntitle: 終わり 🎌\ntype: embed\nembed: https://www.geogebra.org/m/abc\nrelease: { afterLesson: ../../01-first part/2_two.md }\n---\n本文。\n',
  '02-last/deep/02-paper.md':
    '---\ntype: file\nfile: paper.pdf\nrelease: { onDate: 2026-03-30 }\n---\n# Paper\n',
  '02-last/deep/paper.pdf':
    '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
}

let work: string
beforeAll(async () => {
  process.env['DATA_DIR'] = await mkdtemp(path.join(tmpdir(), 'export-data-'))
  resetEnv()
})
afterAll(() => rm(String(process.env['DATA_DIR']), { recursive: true }))
beforeEach(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'export-'))
})
afterEach(() => rm(work, { recursive: true }))

async function sourceFolder(): Promise<string> {
  const folder = path.join(work, 'source')
  for (const [file, text] of Object.entries(SOURCE)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), text)
  }
  await cp(CLIP, path.join(folder, 'clip.mp4'))
  const red = { create: { width: 40, height: 30, channels: 3, background: 'red' } } as const
  await sharp(red).jpeg().toFile(path.join(folder, 'photo.jpg'))
  return folder
}

/** Texts as they are, everything else by its hash. */
function shownAs(file: string, bytes: Buffer): string {
  return file.endsWith('.md') ? bytes.toString() : createHash('sha256').update(bytes).digest('hex')
}

/** Every file of a folder by its path. */
async function contentOf(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const pairs = files.map(async (file) => [path.relative(folder, file), shownAs(file, await readFile(file))])
  return Object.fromEntries((await Promise.all(pairs)).sort())
}

test('the import of an export changes nothing', async () => {
  await asInstructor({ username: 'tomas' })
  const first = await importCourse(house, { folder: await sourceFolder() })
  expect(first.losses.map(({ code, file, detail }) => `${code} ${file} ${detail}`)).toEqual([])
  const report = await exportCourse(house, { slug: 'everything', folder: path.join(work, 'one') })
  expect(report).toMatchObject({ lessonCount: 5, lost: [] })
  const before = await Course.findOne({ slug: 'everything' }).lean()

  const again = await importCourse(house, { folder: path.join(work, 'one') })
  expect(again.losses).toEqual([])
  expect(again).toMatchObject({ isNew: false, created: 0, updated: 0, unchanged: 5 })
  expect(await Course.findOne({ slug: 'everything' }).lean()).toEqual(before)
})

test('an academy that never saw the course exports what it imported, byte for byte', async () => {
  await asInstructor({ username: 'tomas' })
  await importCourse(house, { folder: await sourceFolder() })
  await exportCourse(house, { slug: 'everything', folder: path.join(work, 'one') })
  // What was encoded once is known by its content; an academy that never saw it encodes it anew.
  await Course.deleteMany({ slug: 'everything' })
  await Lesson.deleteMany({ importKey: { $exists: true } })
  await Upload.deleteMany({ mime: { $ne: 'image/jpeg' } })

  await importCourse(house, { folder: path.join(work, 'one') })
  await exportCourse(house, { slug: 'everything', folder: path.join(work, 'two') })
  expect(await contentOf(path.join(work, 'two'))).toEqual(await contentOf(path.join(work, 'one')))
})

test('titles that end in the same file names come out side by side', async () => {
  const { course, lessons } = await makeCourse({ slug: 'alike' }, [
    { title: 'Same?', body: 'a' },
    { title: 'Same!', body: 'b' },
    { title: '…', body: 'c' },
  ])
  await Course.updateOne(
    { _id: course._id },
    { modules: [{ title: '../..', sections: [{ lessonIds: lessons }] }] },
  )
  await exportCourse(house, { slug: 'alike', folder: path.join(work, 'out') })
  expect(Object.keys(await contentOf(path.join(work, 'out')))).toEqual([
    '01-module/01-same.md',
    '01-module/02-same.md',
    '01-module/03-lesson.md',
    '01-module/module.md',
    'course.md',
  ])
})

test('what cannot be written is told, and the rest is there', async () => {
  await makeCourse({ slug: 'holes' }, [
    {
      title: 'One',
      body: `![gone](/api/uploads/public/${'0'.repeat(64)}.png#1x1) [gone](lesson:${'1'.repeat(24)})`,
    },
  ])
  const { lost } = await exportCourse(house, { slug: 'holes', folder: path.join(work, 'out') })
  expect(lost).toEqual([
    `01-module-1/01-one.md: /api/uploads/public/${'0'.repeat(64)}.png#1x1`,
    `01-module-1/01-one.md: lesson:${'1'.repeat(24)}`,
  ])
})

test('only who may edit a course takes it along; to others there is none', async () => {
  const teacher = await asInstructor()
  if (teacher.kind !== 'member') throw new Error('The instructor is no member.')
  await makeCourse({ slug: 'mine', instructor: toObjectId(teacher.userId) })
  for (const stranger of [asVisitor(), await asStudent(), await asInstructor()])
    await expect(
      exportCourse(stranger, { slug: 'mine', folder: path.join(work, 'no') }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
  await exportCourse(teacher, { slug: 'mine', folder: path.join(work, 'teacher') })
  await exportCourse(await asAdmin(), { slug: 'mine', folder: path.join(work, 'admin') })
})

test('a folder that holds something, or a file, is not written into', async () => {
  await makeCourse({ slug: 'mine' })
  await writeFile(path.join(work, 'note.txt'), 'keep me')
  await expect(exportCourse(house, { slug: 'mine', folder: work })).rejects.toMatchObject({
    code: 'conflict',
  })
  const note = path.join(work, 'note.txt')
  await expect(exportCourse(house, { slug: 'mine', folder: note })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(await readFile(note, 'utf8')).toBe('keep me')
  expect(await readdir(work)).toEqual(['note.txt'])
})
