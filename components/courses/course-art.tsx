import { PatternArt } from '@/components/ui/pattern-art'
import type { CourseCard } from '@/lib/courses/dto'
import { cn } from '@/lib/utils/cn'
import { hueOf } from '@/lib/utils/hue'

interface CourseArtProps {
  course: Pick<CourseCard, 'slug' | 'thumbnail' | 'category'>
  /** In view when the page opens. */
  isFirst?: boolean
  className?: string
}

/** The course's picture, or one drawn from its address in its category's hue. It stands beside the title. */
export function CourseArt({ course, isFirst = false, className }: CourseArtProps) {
  return (
    <div className={cn('aspect-video overflow-hidden bg-sunken', className)}>
      {course.thumbnail ? (
        // eslint-disable-next-line @next/next/no-img-element -- encoded and sized on upload, at an address of our own
        <img
          src={course.thumbnail.url}
          width={course.thumbnail.width ?? undefined}
          height={course.thumbnail.height ?? undefined}
          alt=""
          loading={isFirst ? 'eager' : 'lazy'}
          decoding="async"
          className="size-full object-cover"
        />
      ) : (
        <PatternArt seed={course.slug} hue={course.category?.hue ?? hueOf(course.slug)} />
      )}
    </div>
  )
}
