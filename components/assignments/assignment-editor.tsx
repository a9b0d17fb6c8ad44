import { getTranslations } from '@/i18n/texts'
import type { AuthoredAssignment } from '@/lib/assignments/dto'
import { listTimeZones } from '@/lib/utils/time-zones'
import { AssignmentBuilder } from './assignment-builder'
import { BUILDER_TEXTS, type BuilderTexts } from './builder-texts'

interface AssignmentEditorProps {
  lessonId: string
  assignment: AuthoredAssignment
  /** Of the course, for an assignment that has no due date yet. */
  timeZone: string
}

/** The builder of an assignment with its words, for the page of a lesson of that type. */
export async function AssignmentEditor({ lessonId, assignment, timeZone }: AssignmentEditorProps) {
  const [t, task, errors] = await Promise.all([
    getTranslations('assignments.builder'),
    getTranslations('assignments.task'),
    getTranslations('errors'),
  ])
  return (
    <AssignmentBuilder
      lessonId={lessonId}
      task={assignment.task}
      version={assignment.version}
      timeZone={timeZone}
      zones={listTimeZones()}
      lateLabels={{
        refused: t('lateRules.refused'),
        flagged: t('lateRules.flagged'),
        deducted: t('lateRules.deducted'),
      }}
      typeLabels={{ text: task('type.text'), file: task('type.file'), link: task('type.link') }}
      countLabels={{ best: t('countedGrades.best'), last: t('countedGrades.last') }}
      errorTexts={{
        required: errors('required'),
        too_long: errors('too_long'),
        too_small: errors('too_small'),
        too_big: errors('too_big'),
        too_few: errors('too_few'),
        too_many: errors('too_many'),
        unknown_time_zone: errors('unknown_time_zone'),
        invalid: errors('invalid'),
        'assignment.repeated_level': errors('assignment.repeated_level'),
        'assignment.no_points': errors('assignment.no_points'),
      }}
      texts={Object.fromEntries(BUILDER_TEXTS.map((name) => [name, t.raw(name)])) as BuilderTexts}
    />
  )
}
