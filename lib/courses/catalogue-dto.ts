import type { CourseStatus, FilterName } from './constants'
import type { CourseCard } from './dto'
import type { CatalogueQuery } from './schema'

/** A language that is taught in, and in how many courses. */
export type LanguageShelf = { language: string; count: number }

/** A course in the admins' list of all. */
export type AdminCourse = {
  id: string
  slug: string
  title: string
  language: string
  status: CourseStatus
  instructor: { username: string; fullName: string } | null
  learners: number
  createdAt: Date
  isFeatured: boolean
  can: { feature: boolean; unfeature: boolean }
}

/** What to do where nothing fits. */
export type Suggestions = {
  /** Without one filter or one word of the search, courses would fit. */
  waysOut: { query: CatalogueQuery; without: { filter: FilterName } | { word: string }; count: number }[]
  /** The search with words that are really there. */
  similar: { query: CatalogueQuery; words: string } | null
  popular: CourseCard[]
}
