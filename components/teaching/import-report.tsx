import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { textsByCode } from '@/components/forms/texts-by-code'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import type { CourseImportReport } from '@/lib/courses/import-dto'
import { LOSS_CODES, type LossCode } from '@/lib/courses/import/losses'

/** What an import made of an archive, and every line of what it could not take as it stood. */
export async function ImportReport({ report }: { report: CourseImportReport }) {
  const [t, courses, { errors }] = await Promise.all([
    getTranslations('archives'),
    getTranslations('courses.import'),
    getMessages(),
  ])
  const { name, state, reason, courseId, lossCount, losses } = report
  if (state === 'failed') {
    const sentences = textsByCode(errors, ['import', 'media', 'storage', 'account', 'course', 'quiz'])
    return (
      <Notice tone="danger" title={t('failed', { name })} role="status">
        {sentences[reason ?? ''] ?? errors.unexpected}
      </Notice>
    )
  }
  const sentenceOf = (code: string, detail: string) =>
    isLossCode(code) ? courses.markup(code, { detail }) : detail
  return (
    <section aria-label={t('title')} className="flex flex-col gap-4">
      <Notice
        tone="success"
        role="status"
        action={
          courseId && (
            <LinkButton href={`/instructor/courses/${courseId}/curriculum`} variant="primary" size="sm">
              {t('open')}
            </LinkButton>
          )
        }
      >
        {t('done', { name, lessons: report.lessons, pictures: report.pictures })}
      </Notice>
      <h2 className="text-lg font-semibold">{t('losses', { count: lossCount })}</h2>
      {losses.length === 0 ? null : (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {losses.map(({ code, file, line, detail }, index) => (
            <li key={index} className="flex flex-col gap-0.5 px-4 py-2.5 text-sm">
              <span className="font-mono text-xs wrap-anywhere text-muted">
                {line === null ? file : `${file}:${line}`}
              </span>
              <span className="wrap-anywhere">{sentenceOf(code, detail)}</span>
            </li>
          ))}
        </ul>
      )}
      {lossCount > losses.length ? (
        <p className="text-sm text-muted">{t('moreLosses', { count: losses.length })}</p>
      ) : null}
    </section>
  )
}

function isLossCode(code: string): code is LossCode {
  return (LOSS_CODES as readonly string[]).includes(code)
}
