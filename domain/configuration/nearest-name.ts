/** What was probably meant by a name that there is not: the one that is reached by the fewest changed letters, by three at most. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const most = Math.min(3, Math.floor(name.length / 2))
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const one of names) {
    if (Math.abs(one.length - name.length) > most) continue
    const distance = changedLetters(name.toLowerCase(), one.toLowerCase())
    if (distance <= most && (best === undefined || distance < best.distance)) best = { name: one, distance }
  }
  return best?.name
}

/** Letters that are put in, left out or replaced on the way from one to the other (Levenshtein). */
function changedLetters(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(to).entries())
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    row = next
  }
  return row.at(-1) ?? 0
}
