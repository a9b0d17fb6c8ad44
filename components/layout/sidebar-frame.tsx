import type { ReactNode } from 'react'
import { Drawer } from '@/components/ui/drawer'
import { DrawerButton } from '@/components/ui/drawer-button'
import { Icon } from '@/components/ui/icon'
import { useTranslations } from '@/i18n/texts'
import { Main } from './main'

interface SidebarFrameProps {
  /** The header's button opens it under this id on screens below 1024 px. */
  id: string
  label: string
  sidebar: ReactNode
  children: ReactNode
}

/** Two columns from 1024 px; below it the first one is a drawer. */
export function SidebarFrame({ id, label, sidebar, children }: SidebarFrameProps) {
  const t = useTranslations('common.actions')
  return (
    <div className="grow lg:grid lg:grid-cols-[18rem_minmax(0,1fr)]">
      <aside
        aria-label={label}
        className="lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:overflow-y-auto lg:overscroll-contain lg:border-r lg:border-line lg:p-4"
      >
        <Drawer id={id} label={label} isStaticOnWide>
          <div className="-mt-1 mb-2 flex items-center justify-between lg:hidden">
            <p className="pl-3 font-semibold">{label}</p>
            <DrawerButton drawer={id} action="hide" size="icon" label={t('close')}>
              <Icon name="x" />
            </DrawerButton>
          </div>
          {sidebar}
        </Drawer>
      </aside>
      <Main className="min-w-0">{children}</Main>
    </div>
  )
}
