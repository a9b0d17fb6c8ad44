/**
 * npm run api:client
 *
 * Writes the types of the HTTP interface's client anew from the operations (docs/api.md). A test fails while they differ.
 */
import { writeFileSync } from 'node:fs'
import { apiDocument } from '@/lib/openapi'
import { CLIENT_FILE, clientTypes } from '@/lib/platform/testing/api-client/generate'

writeFileSync(CLIENT_FILE, await clientTypes(apiDocument().document))
process.stdout.write(`${CLIENT_FILE} is written.\n`)
