import Bowser from 'bowser'
import type { Device } from './sign-ins'

/**
 * What a browser says of itself, so that a person recognises the sign-in in a list. It is shown to its owner only and
 * decides nothing, because anybody can send anything here.
 */
export function deviceOf(userAgent: string | null): Device {
  if (!userAgent) return {}
  const { browser, os, platform } = Bowser.parse(userAgent.slice(0, 512))
  return {
    ...(browser.name && { browser: browser.name.slice(0, 60) }),
    ...(os.name && { system: [os.name, os.versionName].filter(Boolean).join(' ').slice(0, 60) }),
    ...(platform.type && { type: platform.type.slice(0, 20) }),
  }
}
