import { getTranslations } from 'next-intl/server'
import { routing } from '@/i18n/routing'
import { getGradesOperation } from '@/lib/assignments/api'
import { toCsv } from '@/lib/assignments/csv'
import { getWholeGradeBook } from '@/lib/assignments/queries/book'
import { textStream } from '@/lib/platform/http/text-stream'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** A link is enough, so it works without scripts; lines go out while learners are still being read. */
export const GET = route(getGradesOperation, async (viewer, { params }) => {
  const book = await getWholeGradeBook(viewer, { courseId: params.id })
  const t = await getTranslations({ locale: routing.defaultLocale, namespace: 'assignments.book' })
  const titles = { learner: t('learner'), username: t('username'), total: t('total') }
  return new Response(textStream(toCsv(book, titles)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="grades-${book.course.slug}.csv"`,
    },
  })
})
