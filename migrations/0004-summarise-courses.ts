import { recountCourse } from '@/lib/analytics/commands/keeping'
import { recountRetention } from '@/lib/analytics/commands/retention'
import { systemViewer } from '@/lib/platform/auth/viewer'
import type { MigrationStep } from '@/lib/platform/db/migrate'
import { Enrollment } from '@/models/enrollment'
import { LessonProgress } from '@/models/lesson-progress'

/** What happened in courses is summed up by day from now on; this sums up what has happened before. */
export const summariseCourses: MigrationStep = {
  number: 4,
  name: 'summarise-courses',
  up: async () => {
    const house = systemViewer('migration')
    for (const course of await Enrollment.distinct('course'))
      await recountCourse(house, { courseId: course.toHexString() })
    for (const lesson of await LessonProgress.distinct('lesson', { watchedUpload: { $type: 'objectId' } }))
      await recountRetention(house, { lessonId: lesson.toHexString() })
  },
}
