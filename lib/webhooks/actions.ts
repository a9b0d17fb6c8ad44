'use server'

import { action } from '@/lib/platform/forms/action'
import { replayDelivery, testWebhook } from './commands/announcing'
import {
  createWebhook,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from './commands/endpoints'
import { DeliveryReference, NewWebhook, WebhookChange, WebhookReference } from './schema'

export const createWebhookAction = action(NewWebhook, createWebhook)
export const updateWebhookAction = action(WebhookChange, updateWebhook)
export const rotateWebhookSecretAction = action(WebhookReference, rotateWebhookSecret)
export const disableWebhookAction = action(WebhookReference, disableWebhook)
export const enableWebhookAction = action(WebhookReference, enableWebhook)
export const deleteWebhookAction = action(WebhookReference, deleteWebhook, {
  redirectTo: () => '/admin/webhooks',
})
export const testWebhookAction = action(WebhookReference, testWebhook)
export const replayDeliveryAction = action(DeliveryReference, replayDelivery)
