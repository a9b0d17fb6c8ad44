import { Types } from 'mongoose'
import { objectId } from '@/lib/utils/object-id'
import { AppError } from '../errors'

/** The id as the database holds it; a string that is no id can belong to nothing, so it is not found. */
export function toObjectId(id: string): Types.ObjectId {
  if (!objectId.safeParse(id).success) throw new AppError('not_found', 'There is nothing under this id.')
  return new Types.ObjectId(id)
}
