/** A stream of pseudo-random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number
  chance(probability: number): boolean
  /** Whole, from low to high, both included. */
  between(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** Exponential with the given mean: time to the next of independent arrivals. */
  exponential(mean: number): number
  /** Log-normal by its median and the spread of its logarithm: lengths of talks, answers, patience. */
  logNormal(median: number, spread: number): number
}

/** xoshiro128**, its state filled from the seed by splitmix32. */
export function seededRandom(seed: number): Random {
  let mix = seed >>> 0
  const splitmix = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  let a = splitmix()
  let b = splitmix()
  let c = splitmix()
  let d = splitmix()
  const rotate = (x: number, bits: number): number => ((x << bits) | (x >>> (32 - bits))) >>> 0

  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5) >>> 0, 7), 9) >>> 0
    const t = (b << 9) >>> 0
    c = (c ^ a) >>> 0
    d = (d ^ b) >>> 0
    b = (b ^ c) >>> 0
    a = (a ^ d) >>> 0
    c = (c ^ t) >>> 0
    d = rotate(d, 11)
    return result / 4_294_967_296
  }

  const gaussian = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

  return {
    next,
    chance: probability => next() < probability,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick<T>(items: readonly T[]): T {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    exponential: mean => -mean * Math.log(1 - next()),
    logNormal: (median, spread) => median * Math.exp(spread * gaussian()),
  }
}
