type Card = { instructor: { username: string } | null; category: { slug: string } | null }

/** What a kept page shows of other things than the courses on it: the names of their teachers and categories. */
export function tagsOfCards(cards: readonly Card[]): string[] {
  const tags = cards.flatMap(({ instructor, category }) => [
    ...(instructor ? [`profile:${instructor.username.toLowerCase()}`] : []),
    ...(category ? [`category:${category.slug}`] : []),
  ])
  return [...new Set(tags)]
}
