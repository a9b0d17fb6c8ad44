import type { Locale } from './routing'
import en from '@/messages/en/problems.json'

/** Error screens run in the browser when little else does, so they bring their words along. */
export const problemTexts: Record<Locale, typeof en> = { en }
