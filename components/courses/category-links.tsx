import { Link } from '@/i18n/navigation'
import type { CategoryShelf } from '@/lib/courses/dto'

/** The shelves of the catalogue, each a way in. */
export function CategoryLinks({ categories }: { categories: readonly CategoryShelf[] }) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(16rem,100%),1fr))] gap-3">
      {categories.map((category) => (
        <li key={category.id}>
          <Link
            href={`/courses/category/${category.slug}`}
            className="flex h-full gap-4 rounded-lg border border-line bg-raised p-4 transition-colors hover:border-line-strong"
          >
            <span
              aria-hidden="true"
              style={{ '--hue': category.hue }}
              className="tinted grid size-11 shrink-0 place-items-center rounded-md text-lg font-semibold"
            >
              {[...category.name][0]}
            </span>
            <span className="min-w-0">
              <span className="block font-semibold wrap-anywhere">{category.name}</span>
              <span className="mt-0.5 block text-sm text-muted">{category.description}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
