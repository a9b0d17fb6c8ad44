import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { CategoryLinks } from '@/components/courses/category-links'
import { CourseGrid } from '@/components/courses/course-grid'
import { HomeHero } from '@/components/courses/home-hero'
import { HowItWorks } from '@/components/courses/how-it-works'
import { LanguageSection } from '@/components/courses/language-section'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { Section } from '@/components/layout/section'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { COURSES_ON_SHELF } from '@/lib/courses/constants'
import type { CourseCard } from '@/lib/courses/dto'
import { tagsOfCards } from '@/lib/courses/page-tags'
import { getHomeShelves } from '@/lib/courses/queries/home'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'

/** Kept: the same for everybody; the shelf of the reader's languages is filled in by an island. */
export const revalidate = 300
export const generateStaticParams = () => []

export default async function HomePage() {
  await tagPage('home', 'catalogue')
  const [shelves, t] = await Promise.all([
    getHomeShelves(visitor(), { size: COURSES_ON_SHELF }),
    getTranslations('courses.home'),
  ])
  const { featured, newest, popular, languages, categories } = shelves
  await tagPage(...tagsOfCards([...featured, ...newest, ...popular]))
  const rows = [
    { title: t('featured'), courses: featured, all: null },
    { title: t('newest'), courses: newest, all: { href: '/courses', label: t('allNewest') } },
    { title: t('popular'), courses: popular, all: { href: '/courses?sort=popular', label: t('allPopular') } },
  ].filter(({ courses }, index, all) => addsCourses(courses, all.slice(0, index)))
  return (
    <>
      <HomeHero />
      <Container className="pb-16">
        {newest.length === 0 ? <NoCoursesYet /> : null}
        {rows.map(({ title, courses, all }, index) => (
          <Section
            key={title}
            title={title}
            action={
              all && (
                <TextLink href={all.href} prefetch={false}>
                  {all.label}
                </TextLink>
              )
            }
          >
            <CourseGrid courses={courses} isFirst={index === 0} />
          </Section>
        ))}
        {languages.length > 1 ? <LanguageSection languages={languages} shown={newest.length} /> : null}
        <HowItWorks />
        {categories.length > 0 ? (
          <Section title={t('categories')}>
            <CategoryLinks categories={categories} />
          </Section>
        ) : null}
      </Container>
    </>
  )
}

/** A row that shows nothing but what stands in one row above it says nothing new. */
function addsCourses(courses: CourseCard[], above: { courses: CourseCard[] }[]): boolean {
  const ids = (row: CourseCard[]) => new Set(row.map(({ id }) => id))
  return courses.length > 0 && !above.some((row) => ids(courses).isSubsetOf(ids(row.courses)))
}

async function NoCoursesYet() {
  const t = await getTranslations('courses.home')
  return (
    <div className="py-10">
      <EmptyState
        icon="book-open"
        title={t('empty')}
        action={<LinkButton href="/register">{t('emptyAction')}</LinkButton>}
      >
        {t('emptyText')}
      </EmptyState>
    </div>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site')
  return { title: { absolute: t('name') }, description: t('tagline'), alternates: { canonical: '/' } }
}
