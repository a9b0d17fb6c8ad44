import { REPLICA_SET } from './wire/limits.ts'

/** The one user there is; the password is new for each folder and never leaves its address file. */
export const USER = 'embedded'
/** Loopback only: the server is for processes of this machine. */
export const HOST = '127.0.0.1'

/** The address of a server as a driver takes it, with credentials. */
export function connectionUri(port: number, password: string): string {
  const options = new URLSearchParams({
    replicaSet: REPLICA_SET,
    authSource: 'admin',
    authMechanism: 'SCRAM-SHA-256',
    directConnection: 'false',
  })
  return `mongodb://${USER}:${encodeURIComponent(password)}@${HOST}:${port}/?${options.toString()}`
}
