import { expect, test } from 'vitest'
import { copyOf, LessonAddresses, picturePath } from './addresses'
import { Losses } from './losses'
import { planCourse } from './plan'

const files = ['01 intro/one.md', '01 intro/Two.md', '02-more/index.md', '02-more/three.md'].map((path) => ({
  path,
  name: path.split('/').at(-1) ?? '',
  text: '# T\n\n## 1.1 How it works\n\n<a id="By-Hand">x</a>',
}))
const folder = (path: string) => ({
  path,
  name: path,
  files: files.filter((file) => file.path.startsWith(path)),
  folders: [],
})
const root = { path: '', name: '', files: [], folders: [folder('01 intro'), folder('02-more')] }
const addresses = new LessonAddresses(planCourse(root, 'course', new Losses()))
const found = async (from: string, address: string) => {
  const result = await addresses.find(from, address)
  return result && `${result.lesson.path}#${result.fragment}${result.hasHeading ? '' : ' (no heading)'}`
}

test.each([
  ['01 intro/one.md', 'Two.md', '01 intro/Two.md#'],
  ['01 intro/one.md', './two', '01 intro/Two.md#'],
  ['02-more/three.md', '../01%20intro/one.md?x=1', '01 intro/one.md#'],
  ['01 intro/one.md', '../02-more/', '02-more/index.md#'],
  ['01 intro/one.md', '/02-more/three', '02-more/three.md#'],
  ['01 intro/one.md', '/en/docs/02-more/three.md', '02-more/three.md#'],
  ['01 intro/one.md', '#11-how-it-works', '01 intro/one.md#11-how-it-works'],
  ['01 intro/one.md', 'Two.md#1-1-how-it-works', '01 intro/Two.md#11-how-it-works'],
  ['01 intro/one.md', 'Two.md#by_hand', '01 intro/Two.md#By-Hand'],
  ['01 intro/one.md', 'Two.md#gone', '01 intro/Two.md# (no heading)'],
  ['01 intro/one.md', 'gone.md', null],
  ['01 intro/one.md', '../../../etc/passwd', null],
  ['01 intro/one.md', '%E0%A4%A', null],
])('%s → %s', async (from, address, expected) => {
  expect(await found(from, address)).toBe(expected)
})

test('pictures are looked for beside the text, or from the folder’s root', () => {
  expect(picturePath('a/b.md', 'imgs/x%20y.png?v=2')).toBe('a/imgs/x y.png')
  expect(picturePath('a/b.md', '/imgs/x.png')).toBe('imgs/x.png')
})

test('a picture that a repository shows through another site is found in the folder', () => {
  const pictures = new Set(['part/imgs/00.png', 'x.png'])
  expect(copyOf('https://cdn.example/gh/a/b/0123/part/imgs/00.png', pictures)).toBe('part/imgs/00.png')
  expect(copyOf('https://cdn.example/other/x.png', pictures)).toBeUndefined()
  expect(copyOf('https://cdn.example/imgs/00.png', pictures)).toBeUndefined()
  expect(copyOf('not an address', pictures)).toBeUndefined()
})
