import { previewOf } from '@/components/editor/markdown/preview'
import { previewTextOperation } from '@/lib/media/authoring-api'
import { route } from '@/lib/platform/http/route'

/** A text as its readers will see it, while it is being written. */
export const POST = route(previewTextOperation, (_viewer, { body }) => previewOf(body.source))
