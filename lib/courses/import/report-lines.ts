import { createTranslator } from 'next-intl'
import { messagesOf } from '@/i18n/messages'
import { routing } from '@/i18n/routing'
import type { ImportReport } from './import-course'

/** What an import did and what it could not take over, line by line, for a terminal. */
export function reportLines(report: ImportReport): string[] {
  const locale = routing.defaultLocale
  const t = createTranslator({ locale, messages: messagesOf[locale], namespace: 'courses.import' })
  const { slug, created, updated, unchanged, losses } = report
  const head =
    report.courseId === null
      ? t('trial', { slug, lessons: report.lessonCount })
      : t('done', {
          slug,
          isNew: String(report.isNew),
          created,
          updated,
          unchanged,
          pictures: report.pictureCount,
        })
  return [
    head,
    t('losses', { count: losses.length }),
    ...losses.map(({ code, file, line, detail }) => {
      const place = line === null ? file : `${file}:${line}`
      return `  ${place}  ${t.markup(code, { detail })}`
    }),
  ]
}
