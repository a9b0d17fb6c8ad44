import 'server-only'
import { refresh } from 'next/cache'
import { redirect, unstable_rethrow } from 'next/navigation'
import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { getViewer } from '../auth/session'
import { isMember, type Viewer } from '../auth/viewer'
import { AppError } from '../errors'
import { log } from '../log'
import { errorText } from './error-text'
import { inputOf } from './form-input'
import { parseInput } from './parse'
import type { ActionFailure, ActionResult } from './result'
import { typedValues } from './typed-values'

export type ActionOptions<T> = {
  /**
   * Render the page anew with the answer; true unless it says otherwise. Where it leads elsewhere too: the frame that both
   * pages share shows what has changed.
   */
  refresh?: boolean
  /** Where to go after success. */
  redirectTo?: (data: T) => string
}

/**
 * The door from a form to a command: viewer, schema, command, fresh page. Refusals come back as a result that the form
 * shows, our own faults as a reference under which they were logged; Next's redirects and the like pass through.
 */
export function action<TSchema extends z.ZodType, T>(
  schema: TSchema,
  run: (viewer: Viewer, input: z.output<TSchema>) => Promise<T>,
  options: ActionOptions<T> = {},
): (previous: ActionResult<T> | null, formData: FormData) => Promise<ActionResult<T>> {
  return async (_previous, formData) => {
    let viewer: Viewer | undefined
    try {
      viewer = await getViewer()
      const data = await run(viewer, parseInput(schema, inputOf(schema, formData)))
      if (options.refresh !== false) refresh()
      if (options.redirectTo !== undefined) redirect(options.redirectTo(data))
      return { ok: true, data }
    } catch (error) {
      unstable_rethrow(error)
      return { ok: false, error: failureOf(error, viewer), values: typedValues(formData) }
    }
  }
}

/** How a failure is told to the person; what is not an `AppError` is logged and told by reference only. */
function failureOf(error: unknown, viewer?: Viewer): ActionFailure {
  const locale = viewer !== undefined && isMember(viewer) ? viewer.locale : undefined
  if (error instanceof AppError) {
    return {
      code: error.code,
      message: errorText(error, locale),
      ...(error.reason === undefined ? {} : { reason: error.reason }),
      ...(error.fields === undefined ? {} : { fields: { ...error.fields } }),
    }
  }
  const reference = newReference()
  log.error({ error, reference }, 'An action failed.')
  return { code: 'unexpected', message: errorText({ code: 'unexpected' }, locale), reference }
}

/** Eight characters a person can read out: no letter that looks like another. */
function newReference(): string {
  const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
  const pick = () => letters[randomInt(letters.length)] ?? 'X'
  return `${Array.from({ length: 4 }, pick).join('')}-${Array.from({ length: 4 }, pick).join('')}`
}
