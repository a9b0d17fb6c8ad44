import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { completeLesson } from '@/lib/progress/commands/lessons'
import { Category } from '@/models/category'
import { Course } from '@/models/course'
import { Job } from '@/models/job'
import { Lesson } from '@/models/lesson'
import { Upload } from '@/models/upload'
import { updateCourse } from '../commands/courses'
import { publishCourse } from '../commands/publishing'
import { submitCourse } from '../commands/review'
import { getAuthoredCourse } from '../queries/authored-course'
import { getCourse } from '../queries/course'
import { importCourse } from './import-course'

useTestDatabase()

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"><rect width="9" height="9"/></svg>'
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

async function folderWith(files: Record<string, string | Buffer>, name = 'small-course'): Promise<string> {
  const base = await mkdtemp(path.join(tmpdir(), 'import-'))
  folders.push(base)
  for (const [file, content] of Object.entries(files)) {
    const full = path.join(base, name, file)
    await mkdir(path.dirname(full), { recursive: true })
    await writeFile(full, content)
  }
  return path.join(base, name)
}

const house = systemViewer('test')
const COURSE =
  '---\ntitle: Small course\ncategory: Science\nlevel: Beginner\ninstructor: tomas\n---\nSee ![d](01-a/images/d.svg).'
const files = {
  'course.md': COURSE,
  '01-a/module.md': '---\ntitle: Part A\n---\n',
  '01-a/01-one.md':
    '# One\n\n## Here\n\n![Wheel](images/d.svg)\n*A wheel.*\n\n[two](02-two.md#deep) [b](../02-b/three.md) [gone](nowhere.md)',
  '01-a/02-two.md':
    '# Two\n\n## Deep\n\n[back](./01-one.md#here) [bad part](01-one.md#no-such) [self](#deep)',
  '01-a/images/d.svg': SVG,
  '02-b/three.md':
    '# Three\n\n![same](../01-a/images/d.svg) ![far](https://e.example/x.png) ![none](none.png)\n\n<strange-tag>x</strange-tag>',
}

test('a folder becomes a draft with modules, pictures and links between its lessons', async () => {
  await asInstructor({ username: 'tomas' })
  const report = await importCourse(house, { folder: await folderWith(files) })
  expect(report).toMatchObject({
    slug: 'small-course',
    isNew: true,
    created: 3,
    lessonCount: 3,
    pictureCount: 1,
  })
  const course = await Course.findOne({ slug: 'small-course' }).lean()
  expect(course).toMatchObject({
    status: 'draft',
    lessonCount: 3,
    categorySlug: 'science',
    title: 'Small course',
  })
  const byTitle = new Map((await Lesson.find().lean()).map((lesson) => [lesson.title, lesson]))
  const [one, two, three] = ['One', 'Two', 'Three'].map((title) => byTitle.get(title))
  const picture = /!\[Wheel\]\(\/api\/uploads\/public\/[0-9a-f]{64}\.svg#40x20\)\n\*A wheel\.\*/
  expect(one?.body).toMatch(picture)
  expect(one?.body).toContain(
    `[two](lesson:${two?._id.toHexString()}#deep) [b](lesson:${three?._id.toHexString()}) gone`,
  )
  expect(two?.body).toContain(`[back](lesson:${one?._id.toHexString()}#here)`)
  expect(two?.body).toContain(`[bad part](lesson:${one?._id.toHexString()}) [self](#deep)`)
  expect(course?.description).toMatch(/^See !\[d\]\(\/api\/uploads\/public\//)
  expect(await Upload.countDocuments()).toBe(1)
  expect(report.losses.map(({ code, file, line, detail }) => `${code} ${file}:${line} ${detail}`)).toEqual([
    'linkMissing 01-a/01-one.md:8 nowhere.md',
    'headingMissing 01-a/02-two.md:5 01-one.md#no-such',
    'pictureElsewhere 02-b/three.md:3 https://e.example/x.png',
    'pictureMissing 02-b/three.md:3 none.png',
    'tagDropped 02-b/three.md:5 strange-tag',
  ])
})

test('imported again, it is brought up to date: nothing doubled, marks kept, what is gone withdrawn', async () => {
  await asInstructor({ username: 'tomas' })
  const folder = await folderWith(files)
  const first = await importCourse(house, { folder })
  const courseId = first.courseId ?? ''
  await publishCourse(house, { courseId })
  const learner = await asStudent()
  await enroll(learner, { courseId })
  const two = await Lesson.findOne({ title: 'Two' }).lean()
  await completeLesson(learner, { lessonId: two?._id.toHexString() ?? '' })

  const before = await Course.findOne({ slug: 'small-course' }).lean()
  const again = await importCourse(house, { folder })
  expect(await Course.findOne({ slug: 'small-course' }).lean()).toEqual(before)
  expect(again).toMatchObject({ isNew: false, created: 0, updated: 0, unchanged: 3, courseId })
  expect(await Course.countDocuments()).toBe(1)
  expect(await Lesson.countDocuments()).toBe(3)
  expect(await Upload.countDocuments()).toBe(1)
  expect(await Category.countDocuments()).toBe(1)

  await rename(path.join(folder, '01-a/02-two.md'), path.join(folder, '01-a/07-two.md'))
  await rm(path.join(folder, '02-b'), { recursive: true })
  await writeFile(path.join(folder, '01-a/08-four.md'), '# Four\n\nNew.')
  const third = await importCourse(house, { folder })
  expect(third).toMatchObject({ created: 1, updated: 1, unchanged: 1 })
  expect(third.losses).toContainEqual({ code: 'lessonWithdrawn', file: 'b/three', line: null, detail: '' })
  const view = await getCourse(asVisitor(), { slug: 'small-course' })
  expect(view.outline.map((module) => module.sections.map((s) => s.lessons.map((l) => l.title)))).toEqual([
    [['One', 'Two', 'Four']],
  ])
  expect(await Lesson.findOne({ title: 'Two' }).lean()).toMatchObject({ _id: two?._id, isPublished: true })
  expect(await Lesson.findOne({ title: 'Three' }).lean()).toMatchObject({ isPublished: false })
  expect(
    await Job.countDocuments({ name: 'platform.deliverEvent', 'payload.event': 'courses.outlineChanged' }),
  ).toBe(1)
})

test('lessons a published course gains are told of, also those that come back; a draft’s are not', async () => {
  await asInstructor({ username: 'tomas' })
  const folder = await folderWith(files)
  const { courseId } = await importCourse(house, { folder })
  await writeFile(path.join(folder, '01-a/03-draft.md'), '# Before anybody learned\n\nText.')
  await importCourse(house, { folder })
  const told = async () =>
    (await Job.find({ 'payload.event': 'courses.lessonsAdded' }).sort({ _id: 1 }).lean()).map(
      ({ payload }) => (payload as { payload: { lessonIds: string[] } }).payload.lessonIds,
    )
  expect(await told()).toEqual([])

  await publishCourse(house, { courseId: String(courseId) })
  await importCourse(house, { folder })
  await writeFile(path.join(folder, '02-b/three.md'), '# Three\n\nOther words.')
  await importCourse(house, { folder })
  expect(await told(), 'what is only changed is not new').toEqual([])

  await writeFile(path.join(folder, '02-b/nine.md'), '# Nine\n\nText.')
  await writeFile(path.join(folder, '01-a/07-seven.md'), '# Seven\n\nText.')
  await importCourse(house, { folder })
  const idOf = async (title: string) => (await Lesson.findOne({ title }).orFail()).id
  expect(await told()).toEqual([[await idOf('Seven'), await idOf('Nine')]])

  await rm(path.join(folder, '01-a/07-seven.md'))
  await importCourse(house, { folder })
  await writeFile(path.join(folder, '01-a/07-seven.md'), '# Seven\n\nText.')
  await importCourse(house, { folder })
  expect((await told()).slice(1)).toEqual([[await idOf('Seven')]])
})

test('a trial writes nothing', async () => {
  await asInstructor({ username: 'tomas' })
  const report = await importCourse(house, { folder: await folderWith(files), isTrial: true })
  expect(report).toMatchObject({ courseId: null, lessonCount: 3 })
  expect(report.losses.length).toBeGreaterThan(3)
  for (const model of [Course, Lesson, Upload, Category]) expect(await model.countDocuments()).toBe(0)
})

test('who may not write a course does not import one, nor over somebody else’s', async () => {
  const tomas = await asInstructor({ username: 'tomas' })
  const folder = await folderWith(files)
  await expect(importCourse(asVisitor(), { folder })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(importCourse(await asStudent(), { folder })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(importCourse(await asInstructor(), { folder })).rejects.toMatchObject({ code: 'forbidden' })
  const unapproved = await asInstructor({ username: 'new', approved: false })
  await expect(importCourse(unapproved, { folder, instructor: 'new' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(importCourse(house, { folder, instructor: 'nobody' })).rejects.toMatchObject({
    code: 'not_found',
  })

  await importCourse(tomas, { folder })
  const other = await asInstructor({ username: 'other' })
  await expect(importCourse(other, { folder, instructor: 'other' })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'course.slug_taken',
  })
  expect(await importCourse(await asAdmin(), { folder })).toMatchObject({ isNew: false, unchanged: 3 })
})

test('an instructor’s import names categories but makes none', async () => {
  const tomas = await asInstructor({ username: 'tomas' })
  const report = await importCourse(tomas, { folder: await folderWith(files) })
  expect(report.losses).toContainEqual({
    code: 'unknownCategory',
    file: 'course.md',
    line: null,
    detail: 'Science',
  })
  expect(await Category.countDocuments()).toBe(0)
})

test('odd folders: other encodings, spaces, links that lead out, pictures that are none', async () => {
  await asInstructor({ username: 'tomas' })
  const folder = await folderWith(
    {
      'with space/ä file (1).md': Buffer.from([0x23, 0x20, 0x4d, 0xfc, 0x6e, 0x7a, 0x65]),
      'with space/wide.md': Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from('# Weit\r\n\r\nText', 'utf16le'),
      ]),
      'with space/links.md':
        '[a](<ä file (1).md>) [b](%C3%A4%20file%20(1).md) ![out](../../../../etc/passwd) ![fake](fake.png) ![evil](evil.svg)',
      'with space/fake.png': 'no picture',
      'with space/evil.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    },
    'Odd folder',
  )
  await symlink('/etc/passwd', path.join(folder, 'with space', 'secret.md'))
  await symlink('/etc', path.join(folder, 'etc'))
  const report = await importCourse(house, { folder, instructor: 'tomas' })
  const munze = await Lesson.findOne({ title: 'Münze' }).lean()
  const links = await Lesson.findOne({ slug: 'links' }).lean()
  expect(links?.body).toBe(
    `[a](lesson:${munze?._id.toHexString()}) [b](lesson:${munze?._id.toHexString()}) out fake evil`,
  )
  expect(await Lesson.findOne({ title: 'Weit' }).lean()).toMatchObject({ body: 'Text' })
  expect(report.losses.map(({ code, file }) => `${code} ${file}`).sort()).toEqual([
    'encodingGuessed with space/ä file (1).md',
    'pictureMissing with space/links.md',
    'pictureRefused with space/links.md',
    'pictureRefused with space/links.md',
    'symbolicLink etc',
    'symbolicLink with space/secret.md',
  ])
})

test('publishing is the admins’, needs a lesson, and brings the course into the catalogue', async () => {
  await asInstructor({ username: 'tomas' })
  const { courseId } = await importCourse(house, { folder: await folderWith(files) })
  const id = courseId ?? ''
  await expect(publishCourse(await asInstructor(), { courseId: id })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(publishCourse(asVisitor(), { courseId: id })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  await publishCourse(await asAdmin(), { courseId: id })
  expect((await getCourse(asVisitor(), { slug: 'small-course' })).status).toBe('published')
  const empty = await importCourse(house, { folder: await folderWith({ 'course.md': COURSE }, 'empty') })
  await expect(publishCourse(house, { courseId: empty.courseId ?? '' })).rejects.toMatchObject({
    reason: 'course.no_lessons',
  })
})

test('over what authors have written and not published no folder is imported; once it is published it is', async () => {
  const tomas = await asInstructor({ username: 'tomas' })
  const { courseId } = await importCourse(house, { folder: await folderWith(files) })
  const id = courseId ?? ''
  const { version } = await getAuthoredCourse(tomas, { courseId: id })
  await updateCourse(tomas, { courseId: id, version, subtitle: 'By hand', tags: ['bread'] })
  await expect(importCourse(house, { folder: await folderWith(files) })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'course.open_revision',
  })
  const written = await getAuthoredCourse(tomas, { courseId: id })
  await submitCourse(tomas, { courseId: id, version: written.version })
  await publishCourse(house, { courseId: id })
  expect(await importCourse(house, { folder: await folderWith(files) })).toMatchObject({ isNew: false })
})
