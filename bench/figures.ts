/** The value below which the share lies, of unsorted samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly target?: { readonly atLeast?: number; readonly atMost?: number }
}

const shown = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2)

/** A line for people: the figure, its target, and whether it is met. Targets never decide the exit code. */
export function line({ name, value, unit, target }: Figure): string {
  const wanted =
    target?.atLeast !== undefined
      ? `>= ${shown(target.atLeast)}`
      : target?.atMost !== undefined
        ? `<= ${shown(target.atMost)}`
        : ''
  const met =
    (target?.atLeast === undefined || value >= target.atLeast) &&
    (target?.atMost === undefined || value <= target.atMost)
  return `${name.padEnd(58)} ${shown(value).padStart(12)} ${unit.padEnd(12)} ${wanted.padEnd(14)} ${wanted === '' ? '' : met ? 'met' : 'MISSED'}`
}

/** A benchmark that measured something wrong measured nothing. */
export function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`the benchmark's own check failed: ${what}`)
}

/** Time on the wall, and time of this process's threads on a processor: the second is little disturbed by what else runs. */
export function stopwatch(): { lap(): { readonly seconds: number; readonly cpuSeconds: number } } {
  let last = performance.now()
  let lastCpu = process.cpuUsage()
  return {
    lap() {
      const now = performance.now()
      const { user, system } = process.cpuUsage(lastCpu)
      const lap = { seconds: (now - last) / 1000, cpuSeconds: (user + system) / 1e6 }
      last = now
      lastCpu = process.cpuUsage()
      return lap
    },
  }
}
