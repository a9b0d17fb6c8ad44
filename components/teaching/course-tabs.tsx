'use client'

import { useEffect, useRef } from 'react'
import { Tabs } from '@/components/ui/tabs'
import { usePathname } from '@/i18n/pathname'

/** The parts of a course for who teaches it, in the order in which it is made, taught and published. */
const PARTS = [
  'details',
  'curriculum',
  'pricing',
  'publish',
  'students',
  'grading',
  'grades',
  'announcements',
  'analytics',
] as const
type CoursePart = (typeof PARTS)[number]

interface CourseTabsProps {
  courseId: string
  label: string
  names: Readonly<Record<CoursePart, string>>
}

/** The ways between the parts of a course; lessons belong to its curriculum. On a narrow screen the present one is in sight. */
export function CourseTabs({ courseId, label, names }: CourseTabsProps) {
  const place = useRef<HTMLDivElement>(null)
  const pathname = usePathname()
  const base = `/instructor/courses/${courseId}`
  const [part] = pathname.slice(base.length + 1).split('/')
  const present = part === 'lessons' ? 'curriculum' : part
  useEffect(() => {
    const list = place.current?.querySelector('nav')
    const current = list?.querySelector('[aria-current=page]')
    if (!list || !current) return
    const [outer, inner] = [list.getBoundingClientRect(), current.getBoundingClientRect()]
    list.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2)
  }, [present])
  return (
    <div ref={place} className="mt-6">
      <Tabs
        label={label}
        tabs={PARTS.map((each) => ({
          href: `${base}/${each}`,
          label: names[each],
          isCurrent: each === present,
        }))}
      />
    </div>
  )
}
