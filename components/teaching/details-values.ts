import type { AuthoredDetails } from '@/lib/courses/authored-dto'

/** What stands in the fields of the details, by name. */
export function detailsValues(details: AuthoredDetails): Record<string, string> {
  return {
    title: details.title,
    slug: details.slug,
    subtitle: details.subtitle,
    description: details.description,
    outcomes: details.outcomes.join('\n'),
    requirements: details.requirements.join('\n'),
    tags: details.tags.join('\n'),
    category: details.category ?? '',
    level: details.level,
    language: details.language,
    startDate: details.startDate ?? '',
    endDate: details.endDate ?? '',
    timeZone: details.timeZone,
  }
}
