import type { PipelineStage } from 'mongoose'

/** Rows of another collection by a filter that is known beforehand. */
export function joined(
  from: string,
  pipeline: PipelineStage.Lookup['$lookup']['pipeline'],
  as = from,
): PipelineStage.Lookup {
  return { $lookup: { from, pipeline, as } }
}

/** The names of those who graded, by the paths at which their ids stand. */
export function withPeople(paths: string[]): (PipelineStage.Set | PipelineStage.Lookup)[] {
  return [
    { $set: { peopleIds: { $concatArrays: paths } } },
    {
      $lookup: {
        from: 'users',
        localField: 'peopleIds',
        foreignField: '_id',
        pipeline: [{ $project: { fullName: 1, username: 1 } }],
        as: 'people',
      },
    },
  ]
}
