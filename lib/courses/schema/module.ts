import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { COURSE_LIMITS } from '../constants'
import { prose, title, Version, line } from './course'

const moduleTitle = title(COURSE_LIMITS.titleLength)
const description = prose(COURSE_LIMITS.descriptionLength)
/** A place in a list, from 0; beyond the end is the end. */
const index = z.int().min(0)
const ofCourse = { courseId: objectId }
const ofModule = { courseId: objectId, moduleId: objectId }

/** A module at the end of the course, or at `index`. Adding overwrites nothing, so no version is asked. */
export const NewModule = z.strictObject({
  ...ofCourse,
  title: moduleTitle,
  description: description.optional(),
  index: index.optional(),
})
export type NewModule = z.output<typeof NewModule>

/** `version` is the module's. */
export const ModuleChange = z.strictObject({
  ...ofModule,
  version: Version,
  title: moduleTitle.optional(),
  description: description.optional(),
})
export type ModuleChange = z.output<typeof ModuleChange>

/** `version` is that of the order of the modules. */
export const ModuleMove = z.strictObject({ ...ofModule, version: Version, index })
export type ModuleMove = z.output<typeof ModuleMove>

/** `version` is the module's: a lesson that somebody put into it meanwhile is not taken out unseen. */
export const ModuleRemoval = z.strictObject({ ...ofModule, version: Version })
export type ModuleRemoval = z.output<typeof ModuleRemoval>

export const ModuleChoice = z.strictObject(ofModule)
export type ModuleChoice = z.output<typeof ModuleChoice>

/** A heading in a module, before the lessons that are put under it. An empty title is none. `version` is the module's. */
export const NewSection = z.strictObject({
  ...ofModule,
  version: Version,
  title: line(COURSE_LIMITS.titleLength),
  index: index.optional(),
})
export type NewSection = z.output<typeof NewSection>

const ofSection = { ...ofModule, sectionId: objectId, version: Version }
export const SectionChange = z.strictObject({ ...ofSection, title: line(COURSE_LIMITS.titleLength) })
export type SectionChange = z.output<typeof SectionChange>

export const SectionMove = z.strictObject({ ...ofSection, index })
export type SectionMove = z.output<typeof SectionMove>

/** Takes the heading away; its lessons go under the one before, or after where it was the first. */
export const SectionRemoval = z.strictObject(ofSection)
export type SectionRemoval = z.output<typeof SectionRemoval>

/** A heading that was taken away. Bringing it back overwrites nothing, so no version is asked. */
export const SectionChoice = z.strictObject({ ...ofModule, sectionId: objectId })
export type SectionChoice = z.output<typeof SectionChoice>
