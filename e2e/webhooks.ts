import { connect } from '@/lib/platform/db/connect'
import { encryptField } from '@/lib/platform/db/encrypted-field'
import { makeSecret } from '@/lib/webhooks/signature'
import { WebhookDelivery } from '@/models/webhook-delivery'
import { WebhookEndpoint } from '@/models/webhook-endpoint'

export type WebhookOfTest = { webhookId: string; deliveryId: string; secret: string }

/** An endpoint with one failed delivery in its log; nothing is sent to it by making it. */
export async function makeWebhook(
  url = 'https://hooks.example/academy/in?from=a-rather-long-address-that-has-to-break-somewhere',
): Promise<WebhookOfTest> {
  await connect()
  const secret = makeSecret()
  const at = new Date()
  const [endpoint] = await WebhookEndpoint.create([
    {
      url,
      description: 'The record system of the city',
      // What hardly any test does: who cannot be reached keeps the hands of the house busy for everybody.
      events: ['submission.returned'],
      secrets: [{ sealed: encryptField(secret), madeAt: at, endsAt: null }],
      failingSince: at,
    },
  ])
  if (endpoint === undefined) throw new Error('The endpoint was not made.')
  const webhookId = endpoint._id.toHexString()
  const [delivery] = await WebhookDelivery.create([
    {
      endpoint: endpoint._id,
      event: 'webhook.test',
      messageId: `msg_${webhookId}`,
      source: `test:${webhookId}`,
      body: JSON.stringify({ type: 'webhook.test', timestamp: at.toISOString(), data: { webhookId } }),
      state: 'failed',
      attemptCount: 2,
      attempts: [
        { at: new Date(at.getTime() - 5000), failure: 'timeout', durationMilliseconds: 10_000 },
        {
          at,
          status: 503,
          failure: 'status',
          durationMilliseconds: 212,
          answer: '<h1>Service Unavailable</h1>',
        },
      ],
      deleteAt: new Date(at.getTime() + 86_400_000),
    },
  ])
  if (delivery === undefined) throw new Error('The delivery was not made.')
  return { webhookId, deliveryId: delivery._id.toHexString(), secret }
}
