import { Types } from 'mongoose'
import { z } from 'zod'
import { AppError } from '../errors'

/** An id as it travels: 24 hexadecimal digits. */
export const objectId = z.string().regex(/^[0-9a-f]{24}$/i, 'id')

/** The id as the database holds it; a string that is no id can belong to nothing, so it is not found. */
export function toObjectId(id: string): Types.ObjectId {
  if (!objectId.safeParse(id).success) throw new AppError('not_found', 'There is nothing under this id.')
  return new Types.ObjectId(id)
}
