import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { UploadKind } from '@/lib/media/constants'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { resetEnv } from '@/lib/platform/env'
import { storage } from '@/lib/platform/storage/port'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { CLIP, CLIP_HEVC, CLIP_WEBM } from '@/lib/platform/testing/clips'
import { asInstructor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { Upload } from '@/models/upload'
import { importCourse } from './import-course'

useTestDatabase()

let data: string
let folder: string
beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'import-data-'))
  process.env['DATA_DIR'] = data
  resetEnv()
})
afterAll(() => rm(data, { recursive: true }))
beforeEach(async () => {
  await asInstructor({ username: 'tomas' })
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'import-media-')), 'film-course')
})
afterEach(() => rm(path.dirname(folder), { recursive: true }))

const house = systemViewer('test')
const VTT = 'WEBVTT\n\n00:00.000 --> 00:04.000\nHello\n\n00:04.000 --> 00:09.000\nand goodbye\n'
const lesson = (fields: string, text = 'Below the video.') => `---\n${fields}\n---\n\n${text}\n`
const VIDEO =
  'title: Film\ntype: video\nvideo: media/clip.mp4\ncaptions: { en: media/en.vtt, es: media/es.srt }'

async function write(files: Record<string, string | Buffer>): Promise<void> {
  for (const [file, content] of Object.entries({ 'course.md': '---\ninstructor: tomas\n---\n', ...files })) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), content)
  }
}
async function bring(clip: string, to: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, to)), { recursive: true })
  await cp(clip, path.join(folder, to))
}
const lossesOf = ({
  losses,
}: {
  losses: { code: string; file: string; line: number | null; detail: string }[]
}) => losses.map(({ code, file, line, detail }) => `${code} ${file}:${line} ${detail}`)
const film = () => Lesson.findOne({ title: 'Film' }).orFail().lean()
const uploadsOf = async (kind: UploadKind) => Upload.find({ kind }).lean()

describe('a video lesson', () => {
  test('takes its film, its length and its captions from the folder', async () => {
    await write({
      '01.md': lesson(`${VIDEO}\nmarkByHand: true`),
      'media/en.vtt': VTT,
      'media/es.srt':
        '1\n00:00:01,000 --> 00:00:02,000\nHola\n\n2\n00:00:30,000 --> 00:00:31,000\nTarde\n\nx\n',
    })
    await bring(CLIP, 'media/clip.mp4')
    const report = await importCourse(house, { folder })
    expect(lossesOf(report)).toEqual([
      'captionsBeyondEnd media/es.srt:6 beyondEnd',
      'captionsCue media/es.srt:9 noTime',
    ])
    const row = await film()
    expect(row).toMatchObject({
      type: 'video',
      body: expect.stringContaining('Below the video.'),
      durationMinutes: 1,
    })
    expect(row.video).toMatchObject({ source: 'upload', width: 320, height: 180, mayMarkByHand: true })
    expect(row.video?.durationSeconds).toBeCloseTo(10, 0)
    expect(row.video?.captions.map(({ language }) => language)).toEqual(['en', 'es'])
    const [clip] = await uploadsOf('video')
    expect(clip).toMatchObject({ mime: 'video/mp4', isPublic: false, width: 320 })
    expect(row.video?.upload).toEqual(clip?._id)
    const spanish = await Upload.findById(row.video?.captions[1]?.upload).orFail()
    const chunks: Uint8Array[] = []
    for await (const chunk of await storage().open(spanish.key)) chunks.push(chunk as Uint8Array)
    expect(Buffer.concat(chunks).toString()).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHola\n')
    expect(spanish).toMatchObject({ mime: 'text/vtt', name: 'es.vtt', isPublic: false })
  })

  test('imported again changes nothing; another film replaces the old one, which is forgotten', async () => {
    await write({ '01.md': lesson(VIDEO), 'media/en.vtt': VTT, 'media/es.srt': VTT })
    await bring(CLIP, 'media/clip.mp4')
    await importCourse(house, { folder })
    // The same words in two languages are one content.
    expect(await Upload.countDocuments()).toBe(2)
    const before = await film()
    expect(await importCourse(house, { folder })).toMatchObject({ unchanged: 1, updated: 0 })
    expect(await Upload.countDocuments()).toBe(2)
    expect(await film()).toEqual(before)

    const [old] = await uploadsOf('video')
    await bring(CLIP_WEBM, 'media/clip.mp4')
    expect(await importCourse(house, { folder })).toMatchObject({ unchanged: 0, updated: 1 })
    const after = await film()
    expect(after._id).toEqual(before._id)
    expect(after.video).toMatchObject({ width: 160, height: 90 })
    expect(await uploadsOf('video')).toMatchObject([{ mime: 'video/webm' }])
    await expect(storage().open(old?.key ?? '')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a replaced film that cannot be deleted takes nothing of the new one along', async () => {
    await write({ '01.md': lesson(VIDEO), 'media/en.vtt': VTT, 'media/es.srt': VTT })
    await bring(CLIP, 'media/clip.mp4')
    await importCourse(house, { folder })
    await bring(CLIP_WEBM, 'media/clip.mp4')
    const remove = vi.spyOn(storage(), 'remove').mockRejectedValueOnce(new Error('The disk is away.'))
    await expect(importCourse(house, { folder })).rejects.toThrow('The disk is away.')
    remove.mockRestore()
    const { video } = await film()
    const shown = await Upload.findById(video?.upload).lean()
    expect(shown).toMatchObject({ mime: 'video/webm' })
    ;(await storage().open(shown?.key ?? '')).destroy()
  })

  test('of a withdrawn lesson is kept, for when it returns', async () => {
    await write({ '01.md': lesson(VIDEO), '02.md': '# Two', 'media/en.vtt': VTT, 'media/es.srt': VTT })
    await bring(CLIP, 'media/clip.mp4')
    await importCourse(house, { folder })
    await rm(path.join(folder, '01.md'))
    await importCourse(house, { folder })
    expect(await film()).toMatchObject({ isPublished: false })
    expect(await uploadsOf('video')).toHaveLength(1)
  })

  test.each([
    ['is not there', 'media/none.mp4', 'mediaMissing 01.md:4 media/none.mp4'],
    ['lies outside the folder', '../../../etc/passwd', 'mediaMissing 01.md:4 ../../../etc/passwd'],
    ['leads out by a link', 'media/link.mp4', 'mediaMissing 01.md:4 media/link.mp4'],
    ['is none', 'media/fake.mp4', 'mediaRefused 01.md:4 media/fake.mp4 (media.not_a_video)'],
    [
      'plays in some browsers only',
      'media/hevc.mp4',
      'mediaRefused 01.md:4 media/hevc.mp4 (media.video_codec)',
    ],
  ])('whose film %s is an article, and says so', async (_what, address, loss) => {
    await write({
      '01.md': lesson(`title: Film\ntype: video\nvideo: ${address}`),
      'media/fake.mp4': 'no film',
    })
    await bring(CLIP_HEVC, 'media/hevc.mp4')
    await symlink(CLIP, path.join(folder, 'media/link.mp4'))
    const report = await importCourse(house, { folder })
    expect(lossesOf(report).filter((each) => !each.startsWith('symbolicLink'))).toEqual([loss])
    expect(await film()).toMatchObject({ type: 'article', video: null })
    expect(await uploadsOf('video')).toEqual([])
  })

  test('may lead to another site, and has its type without being told', async () => {
    await write({
      '01.md': lesson('title: Film\nvideo: https://video.example/watch?v=1\ndurationMinutes: 7'),
    })
    await importCourse(house, { folder })
    const row = await film()
    expect(row).toMatchObject({ type: 'video', durationMinutes: 7 })
    expect(row.video).toMatchObject({ source: 'link', url: 'https://video.example/watch?v=1', upload: null })
  })

  test('a trial looks at everything and keeps nothing', async () => {
    await write({ '01.md': lesson(VIDEO), 'media/en.vtt': VTT, 'media/es.srt': 'nothing' })
    await bring(CLIP, 'media/clip.mp4')
    const report = await importCourse(house, { folder, isTrial: true })
    expect(lossesOf(report)).toEqual([
      'captionsCue media/es.srt:1 noTime',
      'captionsEmpty 01.md:4 media/es.srt',
    ])
    expect(await Upload.countDocuments()).toBe(0)
  })
})

describe('who may see a film', () => {
  test('everybody of a preview and a trailer, and it turns with the lesson', async () => {
    const files = (isPreview: boolean) => ({
      'course.md':
        '---\ninstructor: tomas\ntrailer: { video: media/t.webm, captions: { en: media/t.vtt } }\n---\n',
      '01.md': lesson(`${VIDEO}\nisPreview: ${isPreview}`),
      'media/en.vtt': VTT,
      'media/es.srt': VTT.replace('Hello', 'Hola'),
      'media/t.vtt': VTT.replace('Hello', 'Welcome'),
    })
    await bring(CLIP, 'media/clip.mp4')
    await bring(CLIP_WEBM, 'media/t.webm')
    const visible = async () =>
      (await Upload.find().sort({ name: 1 }).lean()).map(({ name, isPublic }) => `${name} ${isPublic}`)
    await write(files(false))
    await importCourse(house, { folder })
    expect(await visible()).toEqual([
      'clip.mp4 false',
      'en.vtt false',
      'es.vtt false',
      't.vtt true',
      't.webm true',
    ])
    await write(files(true))
    await importCourse(house, { folder })
    expect(await visible()).toEqual([
      'clip.mp4 true',
      'en.vtt true',
      'es.vtt true',
      't.vtt true',
      't.webm true',
    ])
    await write(files(false))
    await importCourse(house, { folder })
    expect(await visible()).toEqual([
      'clip.mp4 false',
      'en.vtt false',
      'es.vtt false',
      't.vtt true',
      't.webm true',
    ])
    const { trailer } = await Course.findOne().orFail().lean()
    const { sha256 } = await Upload.findOne({ name: 't.webm' }).orFail()
    expect(trailer).toMatchObject({
      source: 'upload',
      url: `/api/uploads/public/${sha256}.webm`,
      mime: 'video/webm',
      width: 160,
      captions: [{ language: 'en' }],
    })
    // The trailer goes with its line.
    await write({ ...files(false), 'course.md': '---\ninstructor: tomas\n---\n' })
    await importCourse(house, { folder })
    expect((await Course.findOne().orFail().lean()).trailer).toBeNull()
    expect(await visible()).toEqual(['clip.mp4 false', 'en.vtt false', 'es.vtt false'])
  })
})

describe('files and frames', () => {
  test('a document is judged by its bytes', async () => {
    await write({
      '01.md': lesson('title: Sheet\ntype: file\nfile: files/a.pdf'),
      '02.md': lesson('title: Table\nfile: files/t.csv'),
      '03.md': lesson('title: Bad\ntype: file\nfile: files/x.pdf'),
      '04.md': lesson('title: Page\nembed: https://site.example/page'),
      '05.md': lesson('title: Insecure\nembed: http://site.example/page'),
      '06.md': lesson('title: Nothing\ntype: embed'),
      '07.md': lesson('title: Both\ntype: article\nfile: files/a.pdf\nmarkByHand: true'),
      'files/a.pdf': '%PDF-1.7\n%âãÏÓ\n',
      'files/t.csv': 'a;b\n1;2\n',
      'files/x.pdf': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
    })
    const report = await importCourse(house, { folder })
    expect(lossesOf(report)).toEqual([
      expect.stringMatching(/^badField 05\.md:3 embed/),
      'mediaRefused 03.md:4 files/x.pdf (media.type_not_accepted)',
      'lessonWithoutMedia 06.md:3 embed',
      'mediaUnused 07.md:4 file',
      'mediaUnused 07.md:5 markByHand',
    ])
    const types = new Map((await Lesson.find().lean()).map(({ title, type }) => [title, type]))
    expect(Object.fromEntries(types)).toEqual({
      Sheet: 'file',
      Table: 'file',
      Bad: 'article',
      Page: 'embed',
      Insecure: 'article',
      Nothing: 'article',
      Both: 'article',
    })
    expect((await uploadsOf('file')).map(({ mime }) => mime).sort()).toEqual([
      'application/pdf',
      'text/plain',
    ])
  })
})

describe('release rules', () => {
  test('name lessons by their files; a missing one and a circle wait for nothing', async () => {
    const after = (file: string) => `release: { afterLesson: ${file} }`
    await write({
      'course.md': '---\ninstructor: tomas\ntimeZone: Asia/Tokyo\n---\n',
      '01-a/01.md': lesson('title: One\nrelease: { afterDays: 3 }'),
      '01-a/02.md': lesson('title: Two\nrelease: { onDate: 2026-12-01 }'),
      '02-b/01.md': lesson(`title: Three\n${after('../01-a/02.md')}`),
      '02-b/02.md': lesson(`title: Four\n${after('nowhere.md')}`),
      '02-b/03.md': lesson(`title: Five\n${after('04.md')}`),
      '02-b/04.md': lesson(`title: Six\n${after('03.md')}`),
      '02-b/05.md': lesson('title: Seven\nrelease: { afterDays: 3, onDate: 2026-12-01 }'),
    })
    const report = await importCourse(house, { folder })
    expect(lossesOf(report)).toEqual([
      expect.stringMatching(/^badField 02-b\/05\.md:3 release/),
      'releaseLessonMissing 02-b/02.md:3 nowhere.md',
      'releaseCircle 02-b/04.md:3 03.md',
    ])
    const rows = new Map((await Lesson.find().lean()).map((row) => [row.title, row]))
    const releaseOf = (title: string) => rows.get(title)?.release ?? null
    expect(releaseOf('One')).toEqual({ rule: 'afterDays', days: 3, at: null, lesson: null })
    expect(releaseOf('Two')).toMatchObject({ rule: 'onDate', at: new Date('2026-11-30T15:00:00Z') })
    expect(releaseOf('Three')).toMatchObject({ rule: 'afterLesson', lesson: rows.get('Two')?._id })
    expect(releaseOf('Five')).toMatchObject({ lesson: rows.get('Six')?._id })
    for (const title of ['Four', 'Six', 'Seven']) expect(releaseOf(title)).toBeNull()
    expect(await importCourse(house, { folder })).toMatchObject({ unchanged: 7, updated: 0 })
  })
})
