/** A picture that can be looked at by itself: a link to it, which a script opens in place. */
export const PICTURE_CLASS = 'markdown-picture'
