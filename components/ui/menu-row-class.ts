/** A row of a menu or of a list of places: a link or a button wears it. */
export const menuRowClass =
  'flex min-h-11 w-full items-center gap-3 rounded-md px-3 text-left text-sm font-medium text-ink transition-colors hover:bg-sunken pointer-fine:min-h-9'
