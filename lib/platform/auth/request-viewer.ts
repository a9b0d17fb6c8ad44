import 'server-only'
import { getViewer } from './session'
import type { Viewer } from './viewer'

/** For whom an HTTP call is answered: whoever the session cookie says. Every route asks here and nowhere else. */
export function viewerOfRequest(_request: Request): Promise<Viewer> {
  return getViewer()
}
