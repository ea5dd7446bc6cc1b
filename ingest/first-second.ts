/** Which of the new lines of one second are lines already known: `length` of them from `start`. */
interface Overlap {
  readonly start: number
  readonly length: number
}

/**
 * Lays two runs of lines of the same second over one another and takes the longest overlap: the new lines begin with
 * the end of the known ones (the input goes on where another stopped), or the known ones lie within them, where they
 * first fit (an import that was cut off is begun again). Where nothing fits, the new lines follow.
 * @param lines all of the new input up to the end of the second: they cannot be the middle of the known ones
 */
export function alignment(known: readonly string[], lines: readonly string[]): Overlap {
  const { atEnd } = overlay(lines, known)
  const { whole } = overlay(known, lines)
  return whole === undefined ? { start: 0, length: atEnd } : { start: whole - known.length, length: known.length }
}

/**
 * Runs the pattern over the text (Knuth, Morris and Pratt): `atEnd` is the length of the pattern's longest beginning
 * that the text ends with, `whole` where in the text the whole pattern first ended.
 */
function overlay(pattern: readonly string[], text: readonly string[]): { atEnd: number; whole: number | undefined } {
  const borders = bordersOf(pattern)
  let length = 0
  let whole: number | undefined
  text.forEach((line, index) => {
    while (length > 0 && (length === pattern.length || pattern[length] !== line)) length = borders[length - 1] ?? 0
    if (pattern[length] === line) length += 1
    if (length === pattern.length) whole ??= index + 1
  })
  return { atEnd: length, whole }
}

/** For each beginning of the pattern the length of its longest proper beginning that it also ends with. */
function bordersOf(pattern: readonly string[]): number[] {
  const borders: number[] = []
  let length = 0
  pattern.forEach((line, index) => {
    if (index === 0) return void borders.push(0)
    while (length > 0 && pattern[length] !== line) length = borders[length - 1] ?? 0
    if (pattern[length] === line) length += 1
    borders.push(length)
  })
  return borders
}
