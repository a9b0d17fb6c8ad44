/** The known word that was most probably meant: fewest letters wrong, and of those alike the one more courses have. */
export function nearestWord(word: string, known: readonly { word: string; size: number }[]): string | null {
  const most = [...word].length < 5 ? 1 : 2
  const near = known
    .map((one) => ({ ...one, distance: lettersWrong(word, one.word, most) }))
    .filter(({ distance }) => distance > 0 && distance <= most)
    .sort((a, b) => a.distance - b.distance || b.size - a.size)
  return near[0]?.word ?? null
}

/** How many letters must be added, left out, changed or swapped with their neighbour; more than `most` is not counted. */
function lettersWrong(from: string, to: string, most: number): number {
  const [a, b] = [[...from], [...to]]
  if (Math.abs(a.length - b.length) > most) return most + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [row, letter] of a.entries()) {
    const current = [row + 1]
    for (const [column, other] of b.entries()) {
      const steps = [
        (last[column] ?? 0) + (letter === other ? 0 : 1),
        (last[column + 1] ?? 0) + 1,
        (current[column] ?? 0) + 1,
      ]
      if (row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === other)
        steps.push((beforeLast[column - 1] ?? 0) + 1)
      current.push(Math.min(...steps))
    }
    beforeLast = last
    last = current
  }
  return last.at(-1) ?? 0
}
