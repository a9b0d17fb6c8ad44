import bn from '@/messages/certificates/bn.json'
import de from '@/messages/certificates/de.json'
import en from '@/messages/certificates/en.json'
import es from '@/messages/certificates/es.json'
import fr from '@/messages/certificates/fr.json'
import ja from '@/messages/certificates/ja.json'
import ko from '@/messages/certificates/ko.json'
import pt from '@/messages/certificates/pt.json'

/** What is printed on a certificate besides its facts; a line that a language does not use is empty. */
export type SheetWords = typeof en

const WORDS: Record<string, SheetWords> = { bn, de, en, es, fr, ja, ko, pt }

/** The words for a course's language, and in which language they are: English where we have none of its own. */
export function sheetWordsOf(language: string): { language: string; words: SheetWords } {
  const words = WORDS[language]
  return words === undefined ? { language: 'en', words: en } : { language, words }
}
