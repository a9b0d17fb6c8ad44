/** Sizes that the handshake announces and the commands keep; the numbers are MongoDB's own. */
export const MAX_DOCUMENT_BYTES = 16_777_216
export const MAX_MESSAGE_BYTES = 48_000_000
/** What a client may send before it has proved who it is: greetings and proofs are small. */
export const MAX_UNPROVEN_MESSAGE_BYTES = 65_536
/** Far more than an academy's processes open; each costs memory here. */
export const MAX_CONNECTIONS = 1_000
export const MAX_CURSORS = 10_000
export const MAX_WRITE_BATCH = 100_000
export const FIRST_BATCH_DOCUMENTS = 101
/** MongoDB fills a batch up to 16 MB; to write so much at once would keep the other clients waiting. */
export const MAX_BATCH_BYTES = 2_097_152
export const SESSION_TIMEOUT_MINUTES = 30
export const CURSOR_TIMEOUT_MS = 10 * 60_000
/** 25 is what MongoDB 8.0 announces: the first that lets drivers send the `bulkWrite` command. */
export const MAX_WIRE_VERSION = 25
export const SERVER_VERSION = '8.0.0'
export const REPLICA_SET = 'embedded'
