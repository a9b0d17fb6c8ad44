'use server'

import { action } from '@/lib/platform/forms/action'
import { copyLesson, duplicateLesson } from '../commands/copying'
import { moveLesson, putLessonAt } from '../commands/lesson-places'
import { removeLesson, restoreLesson } from '../commands/lesson-removal'
import { createLesson, setRelease, updateLesson } from '../commands/lessons'
import { addModule, moveModule, removeModule, restoreModule, updateModule } from '../commands/modules'
import { addSection, moveSection, removeSection, restoreSection, updateSection } from '../commands/sections'
import {
  LessonChange,
  LessonChoice,
  LessonCopy,
  LessonMove,
  LessonPlaceChoice,
  LessonRemoval,
  NewLesson,
  ReleaseChange,
} from '../schema/lesson'
import {
  ModuleChange,
  ModuleChoice,
  ModuleMove,
  ModuleRemoval,
  NewModule,
  NewSection,
  SectionChange,
  SectionChoice,
  SectionMove,
  SectionRemoval,
} from '../schema/module'

export const addModuleAction = action(NewModule, addModule)
export const updateModuleAction = action(ModuleChange, updateModule)
export const moveModuleAction = action(ModuleMove, moveModule)
export const removeModuleAction = action(ModuleRemoval, removeModule)
export const restoreModuleAction = action(ModuleChoice, restoreModule)
export const addSectionAction = action(NewSection, addSection)
export const updateSectionAction = action(SectionChange, updateSection)
export const moveSectionAction = action(SectionMove, moveSection)
export const removeSectionAction = action(SectionRemoval, removeSection)
export const restoreSectionAction = action(SectionChoice, restoreSection)
export const createLessonAction = action(NewLesson, createLesson)
export const updateLessonAction = action(LessonChange, updateLesson)
export const moveLessonAction = action(LessonMove, moveLesson)
export const putLessonAction = action(LessonPlaceChoice, putLessonAt)
export const setReleaseAction = action(ReleaseChange, setRelease)
export const removeLessonAction = action(LessonRemoval, removeLesson)
export const restoreLessonAction = action(LessonChoice, restoreLesson)
export const duplicateLessonAction = action(LessonChoice, duplicateLesson)
export const copyLessonAction = action(LessonCopy, copyLesson)
