import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password'

test('a password is kept as argon2id with 19 MiB and two passes, never twice alike', async () => {
  const first = await hashPassword('correct horse')
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hashPassword('correct horse')).not.toBe(first)
})

test('only the password itself is accepted, however its accents were typed', async () => {
  const hash = await hashPassword('caf\u00e9 au lait')
  expect(await verifyPassword('cafe\u0301 au lait', hash)).toBe(true)
  expect(await verifyPassword('cafe au lait', hash)).toBe(false)
  expect(await verifyPassword('', hash)).toBe(false)
  expect(await verifyPassword('x'.repeat(5000), hash)).toBe(false)
})

test('an unknown person takes as long as a wrong password, and nothing opens the empty account', async () => {
  const hash = await hashPassword('correct horse')
  const time = async (of: string | null) => {
    const began = performance.now()
    for (let round = 0; round < 5; round += 1)
      expect(await verifyPassword('nobody has this password', of)).toBe(false)
    return performance.now() - began
  }
  await time(null)
  const [unknown, wrong] = [await time(null), await time(hash)]
  expect(unknown).toBeGreaterThan(wrong / 3)
})
