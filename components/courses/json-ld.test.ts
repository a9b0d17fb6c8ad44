import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CourseDetails } from '@/lib/courses/dto'
import { endOfDay, startOfDay } from '@/lib/utils/dates'
import { CourseJsonLd } from './course-json-ld'
import { courseJsonLd } from './json-ld'

const person = { username: 'ines', fullName: 'Ines Okafor', avatarUrl: null, hasProfile: true }
const lesson = (id: string, isPreview: boolean) => ({
  id,
  title: `Lesson ${id}`,
  type: 'article' as const,
  durationMinutes: 5,
  isPreview,
  isRequired: true,
  addedAt: new Date(0),
  release: null,
})
const course: CourseDetails = {
  id: 'c',
  slug: 'algebra',
  title: 'Algebra',
  subtitle: 'From numbers to letters',
  level: 'Beginner',
  language: 'en',
  price: { amount: 0, currency: 'EUR' },
  category: { name: 'Maths', slug: 'maths', hue: 1 },
  instructor: person,
  coInstructors: [{ ...person, username: 'ben', fullName: 'Ben Ito', hasProfile: false }],
  instructorBio: '',
  trailer: null,
  lessonCount: 2,
  durationMinutes: 10,
  rating: { average: 0, count: 0 },
  histogram: [0, 0, 0, 0, 0],
  thumbnail: null,
  startDate: null,
  endDate: null,
  timeZone: 'Asia/Tokyo',
  runStatus: 'active',
  status: 'published',
  description: '',
  outcomes: ['Solve an equation'],
  requirements: [],
  tags: ['numbers'],
  publishedAt: new Date('2030-01-01'),
  learners: { value: 3, isExact: true },
  updatedAt: new Date('2030-02-01'),
  outline: [
    {
      id: 'm',
      title: 'First part',
      description: '',
      sections: [{ id: 's', title: '', lessons: [lesson('1', true), lesson('2', false)] }],
    },
  ],
}
const context = {
  origin: 'https://academy.test',
  academy: 'TechElevate',
  picture: '/api/courses/algebra/p.png',
}
const dataOf = (facts: Partial<CourseDetails> = {}) =>
  JSON.parse(JSON.stringify(courseJsonLd({ ...course, ...facts }, context)))

const Address = z.url({ protocol: /^https$/ })
const Duration = z.string().regex(/^PT\d+M$/)
const Day = z.iso.date()
const Person = z.strictObject({
  '@type': z.literal('Person'),
  name: z.string().min(1),
  url: Address.optional(),
})

/** What schema.org calls these types, and what search engines ask of a course (every property they need is required). */
const Course = z.strictObject({
  '@context': z.literal('https://schema.org'),
  '@type': z.literal('Course'),
  '@id': Address,
  url: Address,
  name: z.string().min(1),
  description: z.string().min(1).max(501),
  image: Address,
  inLanguage: z.string().regex(/^[a-z]{2,3}(-[A-Za-z]+)*$/),
  educationalLevel: z.enum(['Beginner', 'Intermediate', 'Advanced']),
  timeRequired: Duration,
  isAccessibleForFree: z.boolean(),
  datePublished: z.iso.datetime().optional(),
  dateModified: z.iso.datetime(),
  about: z.string().optional(),
  keywords: z.string().optional(),
  teaches: z.array(z.string()).optional(),
  coursePrerequisites: z.array(z.string()).optional(),
  provider: z.strictObject({ '@type': z.literal('Organization'), name: z.string().min(1), url: Address }),
  aggregateRating: z
    .strictObject({
      '@type': z.literal('AggregateRating'),
      ratingValue: z.number().min(1).max(5),
      ratingCount: z.int().min(1),
      bestRating: z.literal(5),
      worstRating: z.literal(1),
    })
    .optional(),
  offers: z.strictObject({
    '@type': z.literal('Offer'),
    url: Address,
    category: z.enum(['Free', 'Paid']),
    price: z.number().min(0),
    priceCurrency: z.string().regex(/^[A-Z]{3}$/),
    availability: z.literal('https://schema.org/InStock').optional(),
  }),
  hasCourseInstance: z.strictObject({
    '@type': z.literal('CourseInstance'),
    courseMode: z.literal('Online'),
    courseWorkload: Duration,
    startDate: Day.optional(),
    endDate: Day.optional(),
    courseSchedule: z
      .strictObject({
        '@type': z.literal('Schedule'),
        startDate: Day.optional(),
        endDate: Day.optional(),
        scheduleTimezone: z.string(),
      })
      .optional(),
    instructor: z.array(Person).min(1).optional(),
  }),
  syllabusSections: z
    .array(
      z.strictObject({
        '@type': z.literal('Syllabus'),
        name: z.string(),
        description: z.string().optional(),
        timeRequired: Duration,
      }),
    )
    .optional(),
  hasPart: z
    .array(
      z.strictObject({
        '@type': z.literal('LearningResource'),
        name: z.string(),
        url: Address,
        inLanguage: z.string(),
        isAccessibleForFree: z.literal(true),
        timeRequired: Duration,
      }),
    )
    .max(20)
    .optional(),
})

describe('a course for search engines', () => {
  it.each([
    ['a plain one', {}],
    ['one with reviews', { rating: { average: 4.3333, count: 3 } }],
    ['a paid one', { price: { amount: 1950, currency: 'EUR' } }],
    ['one in yen', { price: { amount: 2000, currency: 'JPY' } }],
    [
      'one with dates',
      { startDate: startOfDay('2030-03-03', 'Asia/Tokyo'), endDate: endOfDay('2030-03-31', 'Asia/Tokyo') },
    ],
    [
      'one that says nothing of itself',
      {
        subtitle: '',
        outcomes: [],
        tags: [],
        category: null,
        instructor: null,
        coInstructors: [],
        outline: [],
        publishedAt: null,
        durationMinutes: 0,
      },
    ],
  ] satisfies [string, Partial<CourseDetails>][])('%s has the shape of schema.org', (_which, facts) => {
    expect(() => Course.parse(dataOf(facts))).not.toThrow()
  })

  it('has ratings only once somebody gave one, rounded as the page shows them', () => {
    expect(dataOf()).not.toHaveProperty('aggregateRating')
    expect(dataOf({ rating: { average: 4.3333, count: 3 } }).aggregateRating).toMatchObject({
      ratingValue: 4.3,
      ratingCount: 3,
    })
  })

  it('says the days of the course’s own zone, the last one included', () => {
    const facts = {
      startDate: startOfDay('2030-03-03', 'Asia/Tokyo'),
      endDate: endOfDay('2030-03-31', 'Asia/Tokyo'),
    }
    expect(dataOf(facts).hasCourseInstance).toMatchObject({
      startDate: '2030-03-03',
      endDate: '2030-03-31',
      courseSchedule: { scheduleTimezone: 'Asia/Tokyo' },
    })
  })

  it('offers in the currency’s own unit, and nothing that cannot be had', () => {
    expect(dataOf().offers).toMatchObject({ category: 'Free', price: 0, availability: expect.any(String) })
    const paid = dataOf({ price: { amount: 1950, currency: 'EUR' } }).offers
    expect(paid).toMatchObject({ category: 'Paid', price: 19.5 })
    expect(paid).not.toHaveProperty('availability')
    expect(dataOf({ price: { amount: 2000, currency: 'JPY' } }).offers.price).toBe(2000)
    expect(dataOf({ runStatus: 'expired' }).offers).not.toHaveProperty('availability')
  })

  it('links free lessons alone, and teachers who have a page', () => {
    expect(dataOf().hasPart).toMatchObject([
      { name: 'Lesson 1', url: 'https://academy.test/courses/algebra/preview/1' },
    ])
    expect(dataOf().hasCourseInstance.instructor).toEqual([
      { '@type': 'Person', name: 'Ines Okafor', url: 'https://academy.test/u/ines' },
      { '@type': 'Person', name: 'Ben Ito' },
    ])
  })

  it('cannot be closed by a title', () => {
    const hostile = { ...course, title: '</script><script>alert(1)</script>' }
    const html = renderToStaticMarkup(createElement(CourseJsonLd, { course: hostile, ...context }))
    expect(html.match(/<\/script>/g)).toHaveLength(1)
    expect(JSON.parse(/>(.*)<\/script>/.exec(html)?.[1] ?? '').name).toContain('</script>')
  })
})
