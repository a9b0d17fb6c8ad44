import 'server-only'
import type { Types } from 'mongoose'
import { publicAddress } from '@/lib/media/commands/store'
import { toPlayableVideo, type UploadRow } from '@/lib/media/dto'
import { findCues } from '@/lib/media/queries'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { env } from '@/lib/platform/env'
import { Lesson, type LessonFields } from '@/models/lesson'
import { toLessonFile, type FileRow } from '../dto'
import { toLessonEmbed, type LessonEmbed } from '../embeds'
import type { PreviewContent } from '../preview-dto'

type PreviewRow = LessonFields & { _id: Types.ObjectId; uploads: (UploadRow & FileRow)[] }

/** A lesson that everybody may read, with the rows of its files. */
export async function readPreviewRow(_id: Types.ObjectId): Promise<PreviewRow | undefined> {
  const [row] = await Lesson.aggregate<PreviewRow>([
    { $match: { _id, isPreview: true, isPublished: true } },
    {
      $set: {
        uploadIds: {
          $concatArrays: [['$file.upload', '$video.upload'], { $ifNull: ['$video.captions.upload', []] }],
        },
      },
    },
    { $lookup: { from: 'uploads', localField: 'uploadIds', foreignField: '_id', as: 'uploads' } },
  ])
  return row
}

/** A lesson whose file has gone, or that was made before its type had one, is its text alone. */
export function toPreviewContent(viewer: Viewer, row: PreviewRow, language: string): Promise<PreviewContent> {
  return toContent(viewer, row, { language, addressOf: ({ sha256, mime }) => publicAddress(sha256, mime) })
}

type ContentRow = Pick<LessonFields, 'type' | 'video' | 'file' | 'embed'> & {
  _id: Types.ObjectId
  uploads: (UploadRow & FileRow)[]
}
type Addresses = {
  language: string
  addressOf: (upload: UploadRow) => string
  /** Of a file lesson, where it has no address of its own yet. */
  fileAddressOf?: (upload: FileRow) => string
}

/** What stands above a lesson's text, under the addresses that its reader may use. */
export async function toContent(
  viewer: Viewer,
  row: ContentRow,
  { language, addressOf, fileAddressOf }: Addresses,
): Promise<PreviewContent> {
  const file = row.uploads.find(({ _id }) => _id.equals(row.file?.upload))
  if (row.type === 'file' && file !== undefined) {
    const shown = toLessonFile(row._id.toHexString(), file)
    return { type: 'file', file: fileAddressOf ? { ...shown, href: fileAddressOf(file) } : shown }
  }
  if (row.type === 'embed' && row.embed) return { type: 'embed', embed: embedOf(row.embed.url) }
  if (row.type !== 'video' || !row.video) return { type: 'article' }
  const { uploads } = row
  const cues = await findCues(viewer, { video: row.video, uploads, languages: [language] })
  const video = toPlayableVideo(row.video, { uploads, addressOf, cues })
  if (video.src !== null) return { type: 'video', video, embed: null }
  return video.url === null ? { type: 'article' } : { type: 'video', video, embed: embedOf(video.url) }
}

function embedOf(url: string): LessonEmbed {
  return toLessonEmbed(url, { peertubeHosts: env().PEERTUBE_HOSTS })
}
