import type { AuthoredModule } from '@/lib/courses/authored-dto'

/** As many as most screens show first; the server cannot know which ones a browser will show. */
const WHOLE_FROM_THE_START = 12
/** A screen above and below the window: rows are whole before they are seen, also for who scrolls fast. */
const MARGIN = '100% 0px'

type Watched = { id: string; onNear: () => void }

/**
 * Which rows of an outline are whole. A course has up to a thousand lessons, and a row with all its buttons costs as much
 * as a paragraph of the page: one that nobody is near to is only its name, its kind and its marks. It becomes whole when
 * it comes near the window or gets the focus, and stays so, also in another place.
 */
export class NearRows {
  readonly #near: Set<string>
  readonly #watched = new Map<Element, Watched>()
  #observer: IntersectionObserver | null = null

  constructor(modules: readonly AuthoredModule[]) {
    const lessons = modules.flatMap(({ sections }) => sections.flatMap((section) => section.lessons))
    this.#near = new Set(lessons.slice(0, WHOLE_FROM_THE_START).map(({ id }) => id))
  }

  has(id: string): boolean {
    return this.#near.has(id)
  }

  /** Tells once, when the row becomes whole. Answers how to stop watching it. */
  watch({ current: row }: { readonly current: Element | null }, watched: Watched): () => void {
    if (row === null || this.has(watched.id)) return () => undefined
    this.#watched.set(row, watched)
    this.#observer ??= new IntersectionObserver((entries) => this.#meet(entries), { rootMargin: MARGIN })
    this.#observer.observe(row)
    return () => this.#leave(row)
  }

  /** Somebody is in it. */
  enter(row: Element): void {
    const watched = this.#watched.get(row)
    if (watched === undefined) return
    this.#leave(row)
    this.#near.add(watched.id)
    watched.onNear()
  }

  #meet(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) if (isIntersecting) this.enter(target)
  }

  #leave(row: Element): void {
    this.#watched.delete(row)
    this.#observer?.unobserve(row)
  }
}
