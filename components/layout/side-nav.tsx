import { Icon, type IconName } from '@/components/ui/icon'
import { menuRowClass } from '@/components/ui/menu-row-class'
import { cn } from '@/lib/utils/cn'
import { NavLink } from './nav-link'

export interface SideNavSection {
  title?: string
  places: readonly { href: string; label: string; icon: IconName; match?: 'section' | 'page' }[]
}

/** The places of a workplace, one under the other. */
export function SideNav({ label, sections }: { label: string; sections: readonly SideNavSection[] }) {
  return (
    <nav aria-label={label} className="flex flex-col gap-6">
      {sections.map((section, index) => (
        <div key={section.title ?? index}>
          {section.title ? <p className="px-3 pb-1 text-xs font-medium text-muted">{section.title}</p> : null}
          <ul className="flex flex-col gap-0.5">
            {section.places.map((place) => (
              <li key={place.href}>
                <NavLink
                  href={place.href}
                  match={place.match}
                  prefetch={false}
                  className={cn(
                    menuRowClass,
                    'text-muted aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent',
                  )}
                >
                  <Icon name={place.icon} />
                  {place.label}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
