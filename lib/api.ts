import { operations as notifications } from '@/lib/notifications/api'
import type { Operation } from '@/lib/platform/http/operation'

/** Every call of the HTTP interface: what is not in this list is not in the document, and a handler without one fails the tests. */
export const operations: readonly Operation[] = [...notifications]
