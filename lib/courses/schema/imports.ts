import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'

/** `?import=` names the import whose progress or report the page shows. */
export const ImportPage = z.object({ import: objectId.optional() })
