import 'server-only'
import type { Types } from 'mongoose'
import { toOwnQuizTrail, withOwnQuizTrail, type JoinedTrail } from '@/lib/assignments/queries/own-trail'
import {
  toLearnerAssignment,
  withLearnerAssignment,
  type JoinedAssignment,
} from '@/lib/assignments/queries/learner'
import { toLessonFile, type FileRow } from '@/lib/courses/dto'
import { toLessonEmbed, type LessonEmbed } from '@/lib/courses/embeds'
import { toPlayableVideo, type UploadRow } from '@/lib/media/dto'
import { findCues, signedUploadAddress } from '@/lib/media/queries'
import { requireMember, systemViewer, type Viewer } from '@/lib/platform/auth/viewer'
import { env } from '@/lib/platform/env'
import {
  overdueIn,
  readJoinedQuiz,
  toLearnersQuiz,
  withLearnersQuiz,
  type JoinedQuiz,
} from '@/lib/quizzes/queries/taking'
import { Lesson, type LessonFields } from '@/models/lesson'
import { finishOverdueAttempt } from '../commands/quiz'
import type { LessonContent } from '../content-dto'
import type { CourseHome } from '../dto'
import { toLessonVideo } from '../video-dto'

type LessonRow = LessonFields & { _id: Types.ObjectId; uploads: (UploadRow & FileRow)[] } & JoinedAssignment &
  JoinedQuiz<JoinedTrail>

/** A lesson with the rows of its files, what is shown and its captions, and with its quiz or assignment. */
export async function readLesson(viewer: Viewer, _id: Types.ObjectId): Promise<LessonRow | undefined> {
  const [row] = await Lesson.aggregate<LessonRow>([
    { $match: { _id, isPublished: true } },
    {
      $set: {
        uploadIds: {
          $concatArrays: [['$file.upload', '$video.upload'], { $ifNull: ['$video.captions.upload', []] }],
        },
      },
    },
    { $lookup: { from: 'uploads', localField: 'uploadIds', foreignField: '_id', as: 'uploads' } },
    withLearnerAssignment(viewer, _id),
    withLearnersQuiz(viewer, _id, withOwnQuizTrail(viewer, _id)),
  ])
  return row
}

type Shown = {
  home: CourseHome
  watched: Parameters<typeof toLessonVideo>[1]['watched']
  /** Of a quiz: whose results are shown, else the newest. */
  attemptNumber: number | null
}

/** A lesson whose file has gone, or that was made before its type had one, is its text alone. */
export async function contentOf(
  viewer: Viewer,
  row: LessonRow,
  { home, watched, attemptNumber }: Shown,
): Promise<LessonContent> {
  const { course, learner } = home
  const file = row.uploads.find(({ _id }) => _id.equals(row.file?.upload))
  if (row.type === 'file' && file !== undefined)
    return { type: 'file', file: toLessonFile(row._id.toHexString(), file) }
  if (row.type === 'embed' && row.embed) return { type: 'embed', embed: embedOf(row.embed.url) }
  if (row.type === 'video' && row.video) {
    const addressOf = (upload: UploadRow) => signedUploadAddress(viewer, upload._id.toHexString())
    const { video, uploads } = row
    const languages = [requireMember(viewer).locale, course.language]
    const cues = await findCues(viewer, { video, uploads, languages })
    const playable = toPlayableVideo(video, { uploads, addressOf, cues })
    const leadsToPage = playable.src === null && playable.url !== null
    return {
      type: 'video',
      video: toLessonVideo(playable, { mayMarkByHand: video.mayMarkByHand, watched }),
      embed: leadsToPage && playable.url !== null ? embedOf(playable.url) : null,
    }
  }
  if (row.type === 'assignment') {
    const { timeZone } = requireMember(viewer)
    return { type: 'assignment', assignment: toLearnerAssignment(row, { given: learner.given, timeZone }) }
  }
  if (row.type === 'quiz') return quizOf(viewer, row, { home, attemptNumber })
  return { type: 'article' }
}

function embedOf(url: string): LessonEmbed {
  return toLessonEmbed(url, { peertubeHosts: env().PEERTUBE_HOSTS })
}

/** An attempt whose time is over is finished first, so nobody sees one that can go on no more. Null for who only looks. */
async function quizOf(
  viewer: Viewer,
  row: LessonRow,
  { home: { course, learner }, attemptNumber }: Omit<Shown, 'watched'>,
): Promise<LessonContent> {
  if (learner.enrollment === null) return { type: 'quiz', quiz: null, trail: [] }
  const overdue = overdueIn(row)
  if (overdue !== null) await finishOverdueAttempt(systemViewer('quiz'), overdue)
  const joined =
    overdue === null
      ? row
      : await readJoinedQuiz<JoinedTrail>(viewer, row._id, withOwnQuizTrail(viewer, row._id))
  const quiz = toLearnersQuiz(joined, { ofCourse: course, given: learner.given, attemptNumber })
  const isRegraded = quiz?.history.some((attempt) => attempt.isRegraded) ?? false
  const [trailed] = joined.quizzes
  return { type: 'quiz', quiz, trail: isRegraded && trailed !== undefined ? toOwnQuizTrail(trailed) : [] }
}
