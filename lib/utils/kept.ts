/**
 * A function whose last answers are kept under what `keyOf` says of its arguments, at most so many: the one that was not
 * asked for the longest time goes first. Only for answers that are the same for everybody and dearer than finding them.
 */
export function kept<Given extends unknown[], Answer>(
  most: number,
  keyOf: (...given: Given) => string,
  make: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const answers = new Map<string, Answer>()
  return (...given) => {
    const key = keyOf(...given)
    const answer = answers.get(key) ?? make(...given)
    answers.delete(key)
    answers.set(key, answer)
    const [longestUnasked] = answers.keys()
    if (answers.size > most && longestUnasked !== undefined) answers.delete(longestUnasked)
    return answer
  }
}
