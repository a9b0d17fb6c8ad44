import { afterEach, expect, test } from 'vitest'
import { SignIn } from '@/models/sign-in'
import { User } from '@/models/user'
import { now, setClock } from '../clock'
import { useTestDatabase } from '../testing/db'
import { makeUser } from '../testing/factories'
import { refreshApiSignIn, startApiSignIn } from './api-sign-ins'
import { memberOfBearer } from './bearer'
import { newRefreshToken } from './refresh-token'
import { endAllSignIns } from './sign-ins'

useTestDatabase()
afterEach(() => setClock(undefined))

const later = (milliseconds: number) => setClock(new Date(now().getTime() + milliseconds))
const HOUR = 3_600_000

async function signedIn() {
  const user = await makeUser()
  const userId = user._id.toHexString()
  return { userId, tokens: await startApiSignIn(userId) }
}

test('a token stands for its person for an hour, and the refresh token for the next hour', async () => {
  const { userId, tokens } = await signedIn()
  expect((await memberOfBearer(tokens.token))?.member.userId).toBe(userId)
  later(HOUR - 1000)
  expect(await memberOfBearer(tokens.token)).toBeDefined()
  later(2000)
  expect(await memberOfBearer(tokens.token)).toBeUndefined()
  const next = await refreshApiSignIn(tokens.refreshToken)
  expect(next.member.userId).toBe(userId)
  expect((await memberOfBearer(next.tokens.token))?.member.userId).toBe(userId)
  expect(next.tokens.refreshToken).not.toBe(tokens.refreshToken)
})

test('a suspension, a password change and the end of the sign-in kill a token at the next call', async () => {
  const suspended = await signedIn()
  await User.updateOne({ _id: suspended.userId }, { active: false })
  const changed = await signedIn()
  later(1000)
  await User.updateOne({ _id: changed.userId }, { passwordChangedAt: now() })
  const ended = await signedIn()
  await endAllSignIns(ended.userId)
  for (const { tokens } of [suspended, changed, ended]) {
    expect(await memberOfBearer(tokens.token)).toBeUndefined()
    await expect(refreshApiSignIn(tokens.refreshToken)).rejects.toMatchObject({
      status: 401,
      reason: 'token.refresh_invalid',
    })
  }
})

test('of many exchanges of one token at once exactly one gets the next pair, and nobody is thrown out', async () => {
  const { tokens } = await signedIn()
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => refreshApiSignIn(tokens.refreshToken)),
  )
  const won = tries.filter((one) => one.status === 'fulfilled')
  expect(won).toHaveLength(1)
  for (const lost of tries.filter((one) => one.status === 'rejected')) {
    expect(lost.reason).toMatchObject({ status: 409, reason: 'token.refreshed_meanwhile' })
  }
  const [winner] = won
  expect(winner && (await memberOfBearer(winner.value.tokens.token))).toBeDefined()
})

test('a refresh token that is used again later ends the sign-in of both who hold it', async () => {
  const { tokens } = await signedIn()
  const first = await refreshApiSignIn(tokens.refreshToken)
  const second = await refreshApiSignIn(first.tokens.refreshToken)
  later(60_000)
  await expect(refreshApiSignIn(tokens.refreshToken)).rejects.toMatchObject({ status: 401 })
  expect(await memberOfBearer(second.tokens.token)).toBeUndefined()
  await expect(refreshApiSignIn(second.tokens.refreshToken)).rejects.toMatchObject({ status: 401 })
})

test('a made-up refresh token of a known family ends nothing', async () => {
  const { tokens } = await signedIn()
  const row = await SignIn.findOne({ kind: 'api' }).lean()
  const real = newRefreshToken(row?.family ?? '').token
  const forged = `${real.slice(0, -6)}AAAAAA`
  for (const made of [forged, 'ter_x', '', 'x'.repeat(5000), `${tokens.refreshToken}=`]) {
    await expect(refreshApiSignIn(made)).rejects.toMatchObject({ status: 401 })
  }
  expect(await memberOfBearer(tokens.token)).toBeDefined()
})

test('nothing in the database opens anything', async () => {
  const { tokens } = await signedIn()
  const stored = JSON.stringify(await SignIn.find({ kind: 'api' }).lean())
  for (const secret of [tokens.token, tokens.refreshToken, tokens.refreshToken.slice(4)]) {
    expect(stored).not.toContain(secret)
  }
})
