import type { PipelineStage } from 'mongoose'
import { CARD_FIELDS } from '../dto'

/** Joins who teaches it. A few fields only ever leave `users`. */
export const JOIN_INSTRUCTOR: PipelineStage.FacetPipelineStage[] = [
  {
    $lookup: {
      from: 'users',
      localField: 'instructor',
      foreignField: '_id',
      pipeline: [
        { $project: { _id: 0, username: 1, fullName: 1, active: 1, 'avatar.url': 1, 'profile.bio': 1 } },
      ],
      as: 'instructorRow',
    },
  },
  { $set: { instructorRow: { $first: '$instructorRow' } } },
]

/** Joins what a card names: the category and the instructor, by their ids. */
export const JOIN_CATEGORY_AND_INSTRUCTOR: PipelineStage.FacetPipelineStage[] = [
  {
    $lookup: {
      from: 'categories',
      localField: 'category',
      foreignField: '_id',
      pipeline: [{ $project: { _id: 0, name: 1, slug: 1, hue: 1 } }],
      as: 'categoryRow',
    },
  },
  { $set: { categoryRow: { $first: '$categoryRow' } } },
  ...JOIN_INSTRUCTOR,
]

/** The lessons of a course without their texts, for its outline. */
export const JOIN_LESSONS: PipelineStage.Lookup = {
  $lookup: {
    from: 'lessons',
    localField: '_id',
    foreignField: 'course',
    pipeline: [
      {
        $project: {
          title: 1,
          type: 1,
          durationMinutes: 1,
          isPreview: 1,
          isRequired: 1,
          isPublished: 1,
          createdAt: 1,
          release: 1,
        },
      },
    ],
    as: 'lessonRows',
  },
}

/** One whole course: what its page names and its lessons without their texts. */
export const COURSE_STAGES: PipelineStage.FacetPipelineStage[] = [
  { $limit: 1 },
  ...JOIN_CATEGORY_AND_INSTRUCTOR,
  {
    $lookup: {
      from: 'users',
      localField: 'coInstructors',
      foreignField: '_id',
      pipeline: [{ $project: { username: 1, fullName: 1, active: 1, 'avatar.url': 1 } }],
      as: 'coInstructorRows',
    },
  },
  JOIN_LESSONS,
]

/** From course rows to rows of cards. */
export const COURSE_CARD_STAGES: PipelineStage.FacetPipelineStage[] = [
  { $project: { ...CARD_FIELDS, category: 1, instructor: 1 } },
  ...JOIN_CATEGORY_AND_INSTRUCTOR,
]
