import pino, { type Logger } from 'pino'
import { env } from './env'
import { currentRequest } from './http/request-context.mjs'
import { processWide } from './process-wide'

/**
 * Structured lines on standard output, each with the request's and the viewer's id where there are such. Never a body,
 * a token or a mail address: known names are cut, and what looks like an address in an error's text is masked.
 */
const logger = processWide('log', () => ({ pino: undefined as Logger | undefined }))

type Fields = Record<string, unknown>

export const log = {
  debug: (fields: Fields, sentence: string) => instance().debug(fields, sentence),
  info: (fields: Fields, sentence: string) => instance().info(fields, sentence),
  warn: (fields: Fields, sentence: string) => instance().warn(fields, sentence),
  error: (fields: Fields, sentence: string) => instance().error(fields, sentence),
}

const SECRET_NAMES = [
  'password',
  'passwordHash',
  'token',
  'refreshToken',
  'secret',
  'code',
  'email',
  'to',
  'authorization',
  'cookie',
  'body',
  'text',
  'html',
]

function instance(): Logger {
  return (logger.pino ??= createLogger())
}

/** Tests pass a destination; everywhere else lines go to standard output. */
export function createLogger(destination?: pino.DestinationStream, level = env().LOG_LEVEL): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: '[cut]' },
    serializers: { error: describeError, err: describeError },
    mixin: requestFields,
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

function requestFields(): Fields {
  const request = currentRequest()
  if (request === undefined) return {}
  return { requestId: request.requestId, viewerId: request.viewerId }
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? maskAddresses(error) : typeof error
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? error.code : undefined
  return {
    name: error.name,
    ...(code === undefined ? {} : { errorCode: code }),
    message: maskAddresses(error.message),
    stack: maskAddresses(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

function maskAddresses(text: string): string {
  return text.replace(/[^\s"'<>():,;]+@[^\s"'<>():,;]+/g, '[address]')
}
