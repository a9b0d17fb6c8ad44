import { env } from '../env'

/** An answer that says more than its content: another status than the operation's first, or headers. */
export class Answered {
  constructor(
    readonly content: unknown,
    readonly extra: { status?: number; headers?: Readonly<Record<string, string>> } = {},
  ) {}
}

/** 201 with where the new thing is read from now on. */
export function created(content: unknown, address: `/api/${string}`): Answered {
  return new Answered(content, { status: 201, headers: { location: `${env().APP_URL}${address}` } })
}
