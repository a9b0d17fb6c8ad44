import { cn } from '@/lib/utils/cn'
import { hueOf } from '@/lib/utils/hue'

const SIZES = {
  sm: 'size-8 text-xs',
  md: 'size-10 text-sm',
  lg: 'size-16 text-xl',
  xl: 'size-24 text-3xl sm:size-28',
} as const

interface AvatarProps {
  name: string
  imageUrl?: string | null
  size?: keyof typeof SIZES
  className?: string
}

/** A person's picture, or their initials on a hue of their name. The name itself stands beside it in words. */
export function Avatar({ name, imageUrl, size = 'md', className }: AvatarProps) {
  const box = cn('shrink-0 rounded-full', SIZES[size], className)
  if (imageUrl) {
    return (
      // eslint-disable-next-line @next/next/no-img-element -- pictures of people are cut to these sizes on upload
      <img
        src={imageUrl}
        alt=""
        loading="lazy"
        decoding="async"
        className={cn(box, 'bg-sunken object-cover')}
      />
    )
  }
  return (
    <span
      aria-hidden="true"
      // Drawn, not written: what a button with a picture in it is called need not begin with somebody's initials.
      data-initials={initialsOf(name)}
      className={cn(box, 'tinted grid place-items-center font-semibold before:content-[attr(data-initials)]')}
      style={{ '--hue': hueOf(name) }}
    />
  )
}

/**
 * First letters of the first and the last word that has any; of names written without spaces, the first letter alone. A
 * name without letters, as one of pictures, begins with its first sign.
 */
export function initialsOf(name: string): string {
  const all = name.trim().split(/\s+/).filter(Boolean)
  const written = all.filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const words = written.length > 0 ? written : all
  const first = words[0]
  if (first === undefined) return '?'
  const last = words.length > 1 ? words[words.length - 1] : undefined
  return [first, last].map((word) => (word ? firstLetter(word).toLocaleUpperCase() : '')).join('')
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** What a reader calls one letter: a Bangla vowel sign or an accent stays with the letter that carries it. */
function firstLetter(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment
  return ''
}
