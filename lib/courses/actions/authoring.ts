'use server'

import { action } from '@/lib/platform/forms/action'
import { archiveCourse, deleteCourse, restoreCourse } from '../commands/archiving'
import { addCoInstructor, removeCoInstructor } from '../commands/co-instructors'
import { duplicateCourse } from '../commands/copying'
import { createCourse, setPrice, updateCourse } from '../commands/courses'
import { publishCourse } from '../commands/publishing'
import { returnCourse, submitCourse, withdrawCourse } from '../commands/review'
import {
  CoInstructor,
  CourseApproval,
  CourseChange,
  CourseChoice,
  CourseCopy,
  CourseReturn,
  CourseSubmission,
  NewCourse,
  PriceChange,
} from '../schema/course'

export const createCourseAction = action(NewCourse, createCourse, {
  redirectTo: ({ courseId }) => `/instructor/courses/${courseId}/curriculum`,
})
export const updateCourseAction = action(CourseChange, updateCourse)
export const setPriceAction = action(PriceChange, setPrice)
export const duplicateCourseAction = action(CourseCopy, duplicateCourse, {
  redirectTo: ({ courseId }) => `/instructor/courses/${courseId}/details`,
})
export const deleteCourseAction = action(CourseChoice, deleteCourse, {
  redirectTo: () => '/instructor/courses',
})
export const archiveCourseAction = action(CourseChoice, archiveCourse)
export const restoreCourseAction = action(CourseChoice, restoreCourse)
export const submitCourseAction = action(CourseSubmission, submitCourse)
export const withdrawCourseAction = action(CourseChoice, withdrawCourse)
export const approveCourseAction = action(CourseApproval, publishCourse, {
  redirectTo: () => '/admin/courses',
})
export const returnCourseAction = action(CourseReturn, returnCourse, { redirectTo: () => '/admin/courses' })
export const addCoInstructorAction = action(CoInstructor, addCoInstructor)
export const removeCoInstructorAction = action(CoInstructor, removeCoInstructor)
