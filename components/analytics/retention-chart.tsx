import { useLocale, useTranslations } from '@/i18n/texts'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { VideoFigures } from '@/lib/analytics/dto'
import { numberFormat } from '@/lib/utils/formatters'
import { formatTimecode } from '@/lib/utils/timecode'
import { ChartFrame } from './chart-frame'

/** The table names so many seconds, evenly spread; the drawing has all of them. */
const ROWS = 20

/** Which share of those who watched a video has seen each second of it. */
export function RetentionChart({ video, lang }: { video: VideoFigures; lang: string | undefined }) {
  const t = useTranslations('analytics.videos')
  const locale = useLocale()
  const percent = numberFormat(locale, { style: 'percent' })
  const shares = video.buckets.map((count) => count / video.viewers)
  const at = (bucket: number) => formatTimecode(bucket * video.bucketSeconds)
  const every = Math.max(1, Math.ceil(shares.length / ROWS))
  const rows = shares.flatMap((share, bucket) => (bucket % every === 0 ? [{ bucket, share }] : []))
  const mean = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
  return (
    <div>
      <h3 className="font-medium wrap-anywhere" lang={lang} dir="auto">
        {video.title}
      </h3>
      <p className="mb-4 text-sm text-muted">
        {t('summary', { viewers: video.viewers, mean: percent.format(mean) })}
      </p>
      <ChartFrame
        top={percent.format(1)}
        bottom={percent.format(0)}
        marks={[
          formatTimecode(0),
          formatTimecode(video.durationSeconds / 2),
          formatTimecode(video.durationSeconds),
        ]}
        label={t('picture', { title: video.title, mean: percent.format(mean) })}
        table={
          <Table caption={t('table', { title: video.title })}>
            <TableHead>
              <HeadCell>{t('from')}</HeadCell>
              <HeadCell align="end">{t('seen')}</HeadCell>
            </TableHead>
            <TableBody>
              {rows.map(({ bucket, share }) => (
                <TableRow key={bucket}>
                  <RowHeadCell>{at(bucket)}</RowHeadCell>
                  <Cell align="end">{percent.format(share)}</Cell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        }
      >
        <path d={areaOf(shares)} className="fill-accent/25" />
        <path
          d={lineOf(shares)}
          fill="none"
          strokeWidth="2"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
          className="stroke-accent"
        />
      </ChartFrame>
    </div>
  )
}

/** A step for each stretch, because each is one figure. */
function lineOf(shares: readonly number[]): string {
  const step = 1000 / Math.max(1, shares.length)
  return shares
    .map((share, index) => {
      const height = Math.round((1 - share) * 10_000) / 100
      return `${index === 0 ? `M0 ${height}` : `V${height}`}H${Math.round((index + 1) * step * 100) / 100}`
    })
    .join('')
}

function areaOf(shares: readonly number[]): string {
  return shares.length === 0 ? '' : `${lineOf(shares)}V100H0Z`
}
