export type Support = 'implemented' | { refused: number }
