import { getMessages } from 'next-intl/server'
import type { TryItTexts } from './try-it-dialog'

/** The words of the dialog as they stand in the catalogue: it fills its own gaps in the browser. */
export async function tryItTexts(): Promise<TryItTexts> {
  const { open: _open, openLabel: _label, ...texts } = (await getMessages()).api.tryIt
  return texts
}
