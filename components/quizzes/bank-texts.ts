import type quizzes from '@/messages/en/quizzes.json'

/** The words of the bank that are shown in the browser, given by the server. */
export type BankTexts = (typeof quizzes)['bank']['texts']
