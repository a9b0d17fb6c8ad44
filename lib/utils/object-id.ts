import { z } from 'zod'

/** An id as it travels: 24 hexadecimal digits. For browsers too, so it knows nothing of the database. */
export const objectId = z.string().regex(/^[0-9a-f]{24}$/i, 'id')
