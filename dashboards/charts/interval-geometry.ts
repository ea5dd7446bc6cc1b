import { max } from 'd3-array'
import { scaleBand, scaleLinear } from 'd3-scale'
import { line, stack } from 'd3-shape'

export interface IntervalBar {
  readonly key: string
  /** Short, for the axis. */
  readonly tick: string
  readonly answered: number
  readonly abandoned: number
  readonly other: number
  /** 0..1; null where nothing was to be judged: the line has a gap there. */
  readonly serviceLevel: number | null
  /** It has not ended: what it holds so far is drawn hollow, and the service level leads to it in dashes. */
  readonly ongoing?: boolean
  /** The clock was changed where it begins, by so much, e.g. `−1 h`: told between it and the one before. */
  readonly clockChange?: string
  /** Calls of the interval that it is compared with; left out: with none. */
  readonly compared?: number
}

export const margin = { top: 28, right: 44, bottom: 26, left: 40 }
export const height = 296
const widestBar = 56
const parts = ['answered', 'abandoned', 'other'] as const

export type IntervalGeometry = ReturnType<typeof intervalGeometry>

/** Where the bars and the line of a chart of that width stand, in pixels from its top left corner. */
export function intervalGeometry(bars: readonly IntervalBar[], width: number) {
  const right = Math.max(margin.left + 10, width - margin.right)
  const floor = height - margin.bottom
  const x = scaleBand(
    bars.map(({ key }) => key),
    [margin.left, right],
  )
    .paddingInner(bars.length > 60 ? 0.1 : 0.28)
    .paddingOuter(0.1)
  const most = Math.max(1, max(bars, bar => Math.max(bar.answered + bar.abandoned + bar.other, bar.compared ?? 0)) ?? 0)
  const calls = scaleLinear([0, most], [floor, margin.top]).nice(4)
  const share = scaleLinear([0, 1], [floor, margin.top])
  const level = (serviceLevel: number) => share(Math.min(1, serviceLevel))
  const centre = (bar: IntervalBar) => (x(bar.key) ?? 0) + x.bandwidth() / 2

  return {
    width,
    step: x.step(),
    barWidth: Math.min(x.bandwidth(), widestBar),
    /** Of a bar, from the left. */
    centre,
    /** From the top, of a number of calls. */
    calls,
    /** From the top, of a share; `level` of a service level, which may be above 1 for a while. */
    share,
    level,
    stacks: stack<IntervalBar>()
      .keys(parts)
      .value((bar, key) => bar[key as (typeof parts)[number]])(bars),
    line: line<IntervalBar>()
      .defined(bar => bar.serviceLevel !== null)
      .x(centre)
      .y(bar => level(bar.serviceLevel ?? 0)),
    /** Every how many bars there is room for a text on the axis. */
    tickEvery: Math.max(1, Math.ceil((bars.length * 52) / Math.max(1, width - margin.left - margin.right))),
    /** The place of the bar that is so far from the left. */
    placeAt(fromLeft: number): number | undefined {
      const place = Math.floor((fromLeft - margin.left) / x.step())
      return place >= 0 && place < bars.length ? place : undefined
    },
  }
}
