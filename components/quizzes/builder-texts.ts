import type quizzes from '@/messages/en/quizzes.json'

/** The words of the builder, given by the server because they are shown in the browser. */
export type BuilderTexts = (typeof quizzes)['builder']
