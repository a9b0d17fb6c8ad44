import { refusalsOf, type Operation } from './operation'

/**
 * Tests: an answer that its operation does not describe is a fault of ours. Throws, saying what differs; called for every
 * answer while tests run, so that each test of a handler is a test of the contract as well.
 */
export async function requireDocumented(described: Operation, response: Response): Promise<void> {
  const { status } = response
  const isAnswer = status < 400 || Object.hasOwn(described.answers, status)
  const fault = isAnswer ? await successFault(described, response) : await refusalFault(described, response)
  if (fault !== undefined) throw new Error(`${described.id} answered ${status}: ${fault}`)
}

async function successFault(described: Operation, response: Response): Promise<string | undefined> {
  if (response.status === 304 && described.method === 'GET') return undefined
  const answer = described.answers[response.status]
  if (answer === undefined) return 'the status is not described.'
  if (answer === null) return response.body === null ? undefined : 'it carries a body.'
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  if ('media' in answer) {
    return answer.media.includes(type) || answer.media.includes('*/*')
      ? undefined
      : `the content type ${type} is not described.`
  }
  const parsed = answer.safeParse(await response.clone().json())
  return parsed.success ? undefined : `its body does not fit: ${parsed.error.message}`
}

async function refusalFault(described: Operation, response: Response): Promise<string | undefined> {
  if (response.status === 500) return undefined
  const refusal = refusalsOf(described).get(response.status)
  if (refusal === undefined) return `the status is not described. ${await response.clone().text()}`
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true)
    return 'no problem.'
  const { reason } = (await response.clone().json()) as { reason?: string }
  const isKnown =
    reason === undefined || described.audience === 'internal' || refusal.reasons.includes(reason)
  return isKnown ? undefined : `the reason ${reason} is not described.`
}
