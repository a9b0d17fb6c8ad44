/** A picture behind the words of an option, an entry or a partner. */
export type PartPicture = {
  /** What it shows, for who does not see it. */
  alt: string
  /** Of the academy's own store, its size behind it: `/api/uploads/public/<sha256>.<ext>#640x480`. */
  address: string
}
export type PartText = { words: string; picture: PartPicture | null }

const PICTURE = /^(?:([\s\S]*) )?!\[((?:\\.|[^\\\]])*)\]\((\/api\/uploads\/public\/[^\s()]+)\)$/

/** The Markdown of a part as its two fields: a picture of the academy's own at its end, and what stands before it. */
export function readPart(text: string): PartText {
  const [, words = '', alt, address] = PICTURE.exec(text) ?? []
  if (alt === undefined || address === undefined) return { words: text, picture: null }
  return { words, picture: { alt: alt.replace(/\\([[\]\\])/g, '$1'), address } }
}

/** The way back; what is typed comes out of `readPart` letter by letter. */
export function writePart({ words, picture }: PartText): string {
  if (picture === null) return words
  const alt = picture.alt.replace(/\s/g, ' ').replace(/[[\]\\]/g, '\\$&')
  return `${words === '' ? '' : `${words} `}![${alt}](${picture.address})`
}

/** Whether a text shows a picture without words for who does not see it. */
export function hasMutePicture(text: string): boolean {
  return /!\[\s*\]\(/.test(text)
}
