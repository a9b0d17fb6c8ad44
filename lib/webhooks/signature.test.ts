import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { makeSecret, signedHeaders } from './signature'

test('the specification’s example is signed as it says', () => {
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries: the vector that its libraries share.
  const headers = signedHeaders(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_000), body: '{"test": 2432232314}' },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  )
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('another library accepts it by either secret while both count, and nothing that was changed', () => {
  const [present, former] = [makeSecret(), makeSecret()]
  const message = { id: 'msg_1', at: new Date(), body: '{"name":"রহিমা 🎓"}' }
  const headers = signedHeaders(message, [present, former])
  for (const secret of [present, former])
    expect(new Webhook(secret).verify(message.body, headers)).toEqual({ name: 'রহিমা 🎓' })
  expect(() => new Webhook(makeSecret()).verify(message.body, headers)).toThrow()
  expect(() => new Webhook(present).verify(`${message.body} `, headers)).toThrow()
  expect(() => new Webhook(present).verify(message.body, { ...headers, 'webhook-id': 'msg_2' })).toThrow()
})

test('a secret is new each time and as long as the specification wants', () => {
  expect(makeSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(makeSecret()).not.toBe(makeSecret())
})
