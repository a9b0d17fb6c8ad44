import { Binary, Int32 } from 'bson'
import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'
import { helloReply } from '../wire/hello.ts'
import { plain, type Reply } from '../wire/reply.ts'
import { refused, ScramConversation } from '../wire/scram.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { Fields, toNumber } from './fields.ts'

const MECHANISM = 'SCRAM-SHA-256'

const hello: CommandSpec = {
  name: 'hello',
  aliases: ['isMaster', 'ismaster'],
  isPublic: true,
  takesUnknownFields: true,
  fields: {
    helloOk: 'no effect',
    client: 'used',
    compression: 'no effect',
    hostInfo: 'no effect',
    loadBalanced: 'no effect',
    saslSupportedMechs: 'used',
    speculativeAuthenticate: 'used',
    topologyVersion: 'no effect',
    maxAwaitTimeMS: 'no effect',
  },
  run: greet,
}

function greet(context: CommandContext): Reply {
  const { server, args, body } = context
  const isLegacyName = Object.keys(body)[0] !== 'hello'
  const fields = helloReply(server.identity, server.engine.operationTime(), {
    isLegacyName,
    now: server.now(),
  })
  noteClient(context)
  const asked = args.text('saslSupportedMechs')
  if (asked !== undefined && asked === `admin.${server.keys.user}`) fields['saslSupportedMechs'] = [MECHANISM]
  const speculative = speculate(context)
  if (speculative !== undefined) fields['speculativeAuthenticate'] = speculative
  return plain(fields)
}

function noteClient({ connection, args }: CommandContext): void {
  const application = args.doc('client')?.['application']
  if (isPlainObject(application) && typeof application['name'] === 'string')
    connection.appName = application['name']
}

/** The first step of authentication carried by the greeting; when it fails the client simply starts over. */
function speculate(context: CommandContext): Doc | undefined {
  const attempt = context.args.doc('speculativeAuthenticate')
  if (attempt === undefined) return undefined
  try {
    return start(context, new Fields(attempt, 'speculativeAuthenticate'))
  } catch {
    return undefined
  }
}

const saslStart: CommandSpec = {
  name: 'saslStart',
  isPublic: true,
  fields: { mechanism: 'used', payload: 'used', autoAuthorize: 'no effect', options: 'no effect' },
  run: (context) => plain(start(context, context.args)),
}

function start({ server, connection }: CommandContext, args: Fields): Doc {
  const mechanism = args.requiredText('mechanism')
  if (mechanism !== MECHANISM)
    throw fault(
      'MechanismUnavailable',
      `Received authentication for mechanism ${mechanism} which is unknown or not enabled`,
    )
  const conversation = new ScramConversation(server.keys, payloadText(args))
  connection.conversation = conversation
  return step(conversation.serverFirst, false)
}

const saslContinue: CommandSpec = {
  name: 'saslContinue',
  isPublic: true,
  fields: { conversationId: 'used', payload: 'used' },
  run: ({ connection, args }) => {
    const { conversation } = connection
    if (conversation === undefined) throw fault('ProtocolError', 'No SASL session state found')
    if (toNumber(args.any('conversationId')) !== 1)
      throw fault('ProtocolError', 'sasl: Mismatched conversation id')
    try {
      // A client without `skipEmptyExchange` ends with an empty message.
      const answer = conversation.isProven ? '' : conversation.finish(payloadText(args))
      connection.admit()
      return plain(step(answer, true))
    } catch (error) {
      connection.conversation = undefined
      throw error
    }
  },
}

function step(payload: string, isDone: boolean): Doc {
  return { conversationId: new Int32(1), done: isDone, payload: new Binary(Buffer.from(payload)) }
}

function payloadText(args: Fields): string {
  const payload = args.any('payload')
  if (payload instanceof Binary) return Buffer.from(payload.value()).toString('utf8')
  if (typeof payload === 'string') return Buffer.from(payload, 'base64').toString('utf8')
  throw refused()
}

export const handshakeCommands: readonly CommandSpec[] = [hello, saslStart, saslContinue]
