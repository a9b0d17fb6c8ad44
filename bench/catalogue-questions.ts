import type { CatalogueQuery } from '@/lib/courses/schema'

export type Question = {
  of: 'catalogue' | 'home' | 'reader'
  query: CatalogueQuery
  /** Which page of the list. */
  page: number
}
export type Asked = { question: Question; isExplained: boolean }
export type Answer = {
  milliseconds: number
  /** Milliseconds of a processor that the application and its database worked for it; 0 where the system does not tell. */
  worked: number
  found: number
  /** How many courses the page shows of those found. */
  cards: number
  examined: number
  roundTrips: number
}
export type Kind = { what: string; question: Question }

const kind = (what: string, query: CatalogueQuery, page = 1): Kind => ({
  what,
  question: { of: 'catalogue', query, page },
})

/** What people type and choose, from a rare word to a single letter and filters together. */
export const KINDS: readonly Kind[] = [
  kind('everything', {}),
  kind('a word: how', { q: 'how' }),
  kind('a letter: s', { q: 's' }),
  kind('a compound: entwicklung', { q: 'entwicklung' }),
  kind('写真', { q: '写真' }),
  kind('学', { q: '学' }),
  kind('한국어를', { q: '한국어를' }),
  kind('বাংলা', { q: 'বাংলা' }),
  kind('words: the web', { q: 'the web' }),
  kind('words: javascript practice', { q: 'javascript practice' }),
  kind('a word and a language', { q: 'databases', language: ['en'] }),
  kind('paid', { price: 'paid' }),
  kind('paid, page 10', { price: 'paid' }, 10),
  kind('a level and a language', { level: ['Beginner'], language: ['ja'] }),
  kind('two languages of a shelf', { level: ['Advanced'], language: ['bn', 'ja'], category: ['science'] }),
  kind('a subject of a shelf', { category: ['making'], tag: ['bread'] }),
  kind('well rated and short', { rating: '4', duration: ['0-1'] }),
  kind('all there is to narrow by', {
    category: ['science', 'making', 'technology'],
    level: ['Beginner', 'Intermediate'],
    language: ['en', 'es', 'ja'],
    price: 'free',
    duration: ['0-1', '1-3', '3-6'],
    run: 'active',
  }),
  kind('nothing: a slip of the pen', { q: 'databses' }),
]
/** Pages that have one order only. */
export const PAGES: readonly Kind[] = [
  { what: 'home page', question: { of: 'home', query: {}, page: 1 } },
  { what: 'a reader’s shelf', question: { of: 'reader', query: {}, page: 1 } },
]
