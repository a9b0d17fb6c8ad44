'use server'

import { action } from '@/lib/platform/forms/action'
import { featureCourse, unfeatureCourse } from './commands/featuring'
import { FeatureCourse } from './schema'

export const featureCourseAction = action(FeatureCourse, featureCourse)
export const unfeatureCourseAction = action(FeatureCourse, unfeatureCourse)
