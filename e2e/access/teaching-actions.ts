import { makeDraft, makeSubmitted, makeThinned, makeUnheaded, type DraftOfTest } from '../drafts'
import type { ActionRow, Outcome } from './actions'
import type { Scene } from './scene'

type Expected = ActionRow['expected']
type Fields = Record<string, string>

/** A draft is its authors' and the admins'; for others it is not there. */
const authors = (done: Outcome): Expected => ({
  visitor: 'unauthenticated',
  student: 'not_found',
  instructor: done,
  otherInstructor: 'not_found',
  admin: done,
})
const AUTHORS = authors('done')

/** An action on a draft of the scene's instructor, made anew for each call. */
function onDraft(
  place: string,
  fields: (draft: DraftOfTest) => Fields,
  expected: Expected = AUTHORS,
  make: (scene: Scene) => Promise<DraftOfTest> = (scene) => makeDraft(scene.people.instructor),
): ActionRow {
  return {
    isOfScene: true,
    page: ({ draft }) => `/instructor/courses/${draft.courseId}/${place}`,
    fields: async ({ scene }) => fields(await make(scene)),
    expected,
  }
}

const thinned = (scene: Scene) => makeThinned(scene.people.instructor)
const unheaded = (scene: Scene) => makeUnheaded(scene.people.instructor)
const submitted = (scene: Scene) => makeSubmitted(scene.people.instructor)
const text = (value: number | undefined) => String(value ?? 0)
const course = ({ courseId }: DraftOfTest) => ({ courseId })
const moduleOf = (draft: DraftOfTest, index = 0) => ({
  courseId: draft.courseId,
  moduleId: draft.modules[index]?.id ?? '',
  version: text(draft.modules[index]?.version),
})
const lesson = ({ lessons: [first] }: DraftOfTest) => ({
  lessonId: first?.id ?? '',
  version: text(first?.version),
})
const sectionOf = (draft: DraftOfTest) => ({
  ...moduleOf(draft),
  sectionId: draft.modules[0]?.sectionId ?? '',
})

const AUTHORING: Record<string, ActionRow> = {
  createCourseAction: {
    page: '/instructor/courses/new',
    fields: () => ({ title: 'A new course' }),
    expected: {
      visitor: 'unauthenticated',
      student: 'forbidden',
      instructor: '→ /instructor/courses/{id}/curriculum',
      otherInstructor: '→ /instructor/courses/{id}/curriculum',
      admin: '→ /instructor/courses/{id}/curriculum',
    },
  },
  updateCourseAction: onDraft('details', (draft) => ({
    ...course(draft),
    version: text(draft.detailsVersion),
    title: 'Another title',
  })),
  setPriceAction: onDraft('pricing', (draft) => ({
    ...course(draft),
    version: text(draft.detailsVersion),
    amount: '19.50',
    currency: 'EUR',
  })),
  duplicateCourseAction: onDraft('publish', course, authors('→ /instructor/courses/{id}/details')),
  deleteCourseAction: onDraft('publish', course, authors('→ /instructor/courses')),
  archiveCourseAction: onDraft('publish', course),
  restoreCourseAction: onDraft('publish', course, authors('conflict')),
  submitCourseAction: onDraft('publish', (draft) => ({ ...course(draft), version: text(draft.version) })),
  withdrawCourseAction: onDraft('publish', course, AUTHORS, submitted),
  addCoInstructorAction: onDraft(
    'details',
    (draft) => ({ ...course(draft), username: 'nobody.here' }),
    authors('invalid'),
  ),
  removeCoInstructorAction: onDraft(
    'details',
    (draft) => ({ ...course(draft), username: 'nobody.here' }),
    authors('not_found'),
  ),
}
const DECISIONS: Record<string, ActionRow> = Object.fromEntries(
  Object.entries<Fields>({ approveCourseAction: {}, returnCourseAction: { comment: 'More, please.' } }).map(
    ([name, more]) => [
      name,
      {
        isOfScene: true,
        page: ({ draft }: Scene) => `/admin/courses/${draft.courseId}`,
        fields: async ({ scene }: { scene: Scene }) => {
          const { courseId, version } = await submitted(scene)
          return { courseId, version: text(version), ...more }
        },
        expected: {
          visitor: 'unauthenticated',
          student: 'forbidden',
          instructor: 'forbidden',
          otherInstructor: 'forbidden',
          admin: '→ /admin/courses',
        },
      } satisfies ActionRow,
    ],
  ),
)
const CURRICULUM: Record<string, ActionRow> = {
  addModuleAction: onDraft('curriculum', (draft) => ({ ...course(draft), title: 'One more' })),
  updateModuleAction: onDraft('curriculum', (draft) => ({ ...moduleOf(draft), title: 'Renamed' })),
  moveModuleAction: onDraft('curriculum', (draft) => ({
    ...moduleOf(draft),
    version: text(draft.orderVersion),
    index: '1',
  })),
  removeModuleAction: onDraft('curriculum', (draft) => moduleOf(draft)),
  restoreModuleAction: onDraft(
    'curriculum',
    (draft) => ({ ...course(draft), moduleId: draft.modules[1]?.id ?? '' }),
    AUTHORS,
    thinned,
  ),
  addSectionAction: onDraft('curriculum', (draft) => ({ ...moduleOf(draft), title: 'By hand' })),
  updateSectionAction: onDraft('curriculum', (draft) => ({ ...sectionOf(draft), title: 'Renamed' })),
  moveSectionAction: onDraft(
    'curriculum',
    (draft) => ({ ...sectionOf(draft), index: '0' }),
    AUTHORS,
    thinned,
  ),
  removeSectionAction: onDraft('curriculum', sectionOf, AUTHORS, thinned),
  restoreSectionAction: onDraft(
    'curriculum',
    (draft) => ({
      ...course(draft),
      moduleId: draft.modules[0]?.id ?? '',
      sectionId: draft.modules[0]?.sectionId ?? '',
    }),
    AUTHORS,
    unheaded,
  ),
  createLessonAction: onDraft('curriculum', (draft) => ({ ...course(draft), title: 'Salt' })),
  updateLessonAction: onDraft('curriculum', (draft) => ({ ...lesson(draft), title: 'Renamed' })),
  setReleaseAction: onDraft('curriculum', (draft) => ({ ...lesson(draft), rule: 'afterDays', days: '3' })),
  moveLessonAction: onDraft('curriculum', (draft) => ({
    lessonId: draft.lessons[0]?.id ?? '',
    'from.moduleId': draft.modules[0]?.id ?? '',
    'from.version': text(draft.modules[0]?.version),
    'to.moduleId': draft.modules[1]?.id ?? '',
    'to.version': text(draft.modules[1]?.version),
    'to.sectionId': draft.modules[1]?.sectionId ?? '',
    'to.index': '0',
  })),
  putLessonAction: onDraft('curriculum', ({ lessons, modules: [from, to] }) => ({
    lessonId: lessons[0]?.id ?? '',
    place: [from?.id, from?.version, to?.id, to?.version, to?.sectionId, 0].join(':'),
  })),
  removeLessonAction: onDraft('curriculum', lesson),
  restoreLessonAction: onDraft(
    'curriculum',
    (draft) => ({ lessonId: draft.lessons[1]?.id ?? '' }),
    AUTHORS,
    thinned,
  ),
  duplicateLessonAction: onDraft('curriculum', (draft) => ({ lessonId: draft.lessons[0]?.id ?? '' })),
  copyLessonAction: onDraft('curriculum/copy', (draft) => ({
    ...course(draft),
    lessonId: draft.lessons[0]?.id ?? '',
    moduleId: draft.modules[1]?.id ?? '',
  })),
}

const named = (file: string, rows: Record<string, ActionRow>) =>
  Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [`lib/courses/actions/${file}.ts#${name}`, row]),
  )

/** What authors and admins do to courses that are written. */
export const TEACHING_ACTIONS: Record<string, ActionRow> = {
  ...named('authoring', { ...AUTHORING, ...DECISIONS }),
  ...named('curriculum', CURRICULUM),
}
