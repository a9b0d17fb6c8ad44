import type { ReactNode } from 'react'
import { getTranslations } from '@/i18n/texts'
import { ViewerSlot } from '@/app/viewer-slot'
import { AdminShell } from '@/components/layout/admin-shell'

/** The frame of all admin pages. It guards nothing: each page and each query asks for the right itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('admin.nav')
  return (
    <AdminShell
      viewer={<ViewerSlot />}
      sections={[
        {
          title: t('people'),
          places: [
            { href: '/admin/instructors', label: t('instructors'), icon: 'user-check' },
            { href: '/admin/certificates', label: t('certificates'), icon: 'award' },
          ],
        },
        {
          title: t('teaching'),
          places: [{ href: '/admin/courses', label: t('courses'), icon: 'book-open' }],
        },
        {
          title: t('running'),
          places: [
            { href: '/admin/webhooks', label: t('webhooks'), icon: 'send' },
            { href: '/admin/system', label: t('system'), icon: 'settings' },
          ],
        },
      ]}
    >
      {children}
    </AdminShell>
  )
}
