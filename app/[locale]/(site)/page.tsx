import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CategoryLinks } from '@/components/courses/category-links'
import { CourseGrid } from '@/components/courses/course-grid'
import { HomeHero } from '@/components/courses/home-hero'
import { HowItWorks } from '@/components/courses/how-it-works'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { Section } from '@/components/layout/section'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { tagsOfCards } from '@/lib/courses/page-tags'
import { getHomeShelves } from '@/lib/courses/queries/catalogue'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'

/** Kept: the same for everybody. */
export const revalidate = 300
export const generateStaticParams = () => []

const COURSES_A_SHELF = 3

export default async function HomePage() {
  await tagPage('home', 'catalogue')
  const [shelves, t] = await Promise.all([
    getHomeShelves(visitor(), { size: COURSES_A_SHELF }),
    getTranslations('courses.home'),
  ])
  await tagPage(...tagsOfCards([...shelves.newest, ...shelves.popular]))
  const newest = new Set(shelves.newest.map((course) => course.id))
  const showsPopular = shelves.popular.some((course) => !newest.has(course.id))
  return (
    <>
      <HomeHero />
      <Container className="pb-16">
        {shelves.newest.length === 0 ? (
          <div className="py-10">
            <EmptyState
              icon="book-open"
              title={t('empty')}
              action={<LinkButton href="/register">{t('emptyAction')}</LinkButton>}
            >
              {t('emptyText')}
            </EmptyState>
          </div>
        ) : (
          <Section title={t('newest')} action={<TextLink href="/courses">{t('all')}</TextLink>}>
            <CourseGrid courses={shelves.newest} isFirst />
          </Section>
        )}
        {showsPopular ? (
          <Section title={t('popular')}>
            <CourseGrid courses={shelves.popular} />
          </Section>
        ) : null}
        <HowItWorks />
        {shelves.categories.length > 0 ? (
          <Section title={t('categories')}>
            <CategoryLinks categories={shelves.categories} />
          </Section>
        ) : null}
      </Container>
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site')
  return { title: { absolute: t('name') }, description: t('tagline'), alternates: { canonical: '/' } }
}
