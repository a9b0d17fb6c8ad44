type Card = { instructor: { username: string } | null; category: { slug: string } | null }

/** What a kept page shows of other things than the courses on it: the names of their teachers and categories. */
export function tagsOfCards(cards: readonly Card[]): string[] {
  const tags = cards.flatMap(({ instructor, category }) => [
    ...(instructor ? [`profile:${instructor.username.toLowerCase()}`] : []),
    ...(category ? [`category:${category.slug}`] : []),
  ])
  return [...new Set(tags)]
}

/** The cards of courses on a page that is not dropped with the whole catalogue. */
export function tagsOfRelated(cards: readonly (Card & { id: string })[]): string[] {
  return [...cards.map(({ id }) => `course-card:${id}`), ...tagsOfCards(cards)]
}

/** What a change of a course itself makes outdated: its own pages, and its card on those of others. */
export function tagsOfCourse(id: { toString(): string }, slug: string): string[] {
  return [`course:${id}`, `course-card:${id}`, `course-slug:${slug}`]
}

/** The names of people on a page. */
export function tagsOfPeople(people: readonly ({ username: string } | null)[]): string[] {
  return people.flatMap((person) => (person === null ? [] : [`profile:${person.username.toLowerCase()}`]))
}
