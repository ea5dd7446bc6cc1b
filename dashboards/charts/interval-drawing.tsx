import { height, margin, type IntervalBar, type IntervalGeometry } from './interval-geometry.ts'

interface Drawn {
  readonly bars: readonly IntervalBar[]
  readonly geometry: IntervalGeometry
}

/** More dots than this would hide the line that they stand on. */
const mostDots = 100

const widestMark = 64

export interface Axes {
  readonly percent: (share: number) => string
  readonly count: (calls: number) => string
  /** What the two axes measure: calls on the left, the service level on the right. */
  readonly axes: { readonly calls: string; readonly level: string }
}

export function ValueAxes({ geometry, axes, count, percent }: Axes & Pick<Drawn, 'geometry'>) {
  const { width, calls, share } = geometry
  return (
    <>
      <text className="chart-tick" y="10">
        {axes.calls}
      </text>
      <text className="chart-tick" x={width} y="10" textAnchor="end">
        {axes.level}
      </text>
      {calls
        .ticks(4)
        .filter(Number.isInteger)
        .map(value => (
          <g key={value} className="chart-grid">
            <line x1={margin.left} x2={width - margin.right} y1={calls(value)} y2={calls(value)} />
            <text x={margin.left - 8} y={calls(value)} dy="0.32em" textAnchor="end">
              {count(value)}
            </text>
          </g>
        ))}
      {share.ticks(4).map(value => (
        <text key={value} className="chart-tick" x={width - margin.right + 8} y={share(value)} dy="0.32em">
          {percent(value)}
        </text>
      ))}
    </>
  )
}

export function IntervalTicks({ bars, geometry: { centre, tickEvery } }: Drawn) {
  return bars.map((bar, place) =>
    place % tickEvery === 0 ? (
      <text key={bar.key} className="chart-tick" x={centre(bar)} y={height - 8} textAnchor="middle">
        {bar.tick}
      </text>
    ) : null,
  )
}

/** @param current the bar that is read out: the others step back */
export function StackedBars({ bars, geometry, current }: Drawn & { readonly current: IntervalBar | undefined }) {
  const { stacks, calls, centre, barWidth } = geometry
  return stacks.map(series => (
    <g key={series.key} className={`part-${series.key}`}>
      {series.map(([from, to], place) => {
        const bar = bars[place]
        if (!bar || to === from) return null
        return (
          <rect
            key={bar.key}
            className={bar.ongoing ? 'bar-ongoing' : undefined}
            x={centre(bar) - barWidth / 2}
            width={barWidth}
            y={calls(to)}
            height={calls(from) - calls(to)}
            opacity={current && current !== bar ? 0.45 : 1}
          />
        )
      })}
    </g>
  ))
}

/** A mark across each bar, where what it is compared with ends: above it there were more, within it fewer. */
export function ComparedMarks({ bars, geometry: { centre, calls, step } }: Drawn) {
  return bars.map(bar => {
    if (bar.compared === undefined) return null
    const half = (Math.min(step, widestMark) * 0.94) / 2
    return (
      <rect
        key={bar.key}
        className="chart-compared"
        x={centre(bar) - half}
        width={2 * half}
        y={calls(bar.compared) - 1.5}
        height="3"
      />
    )
  })
}

export function ClockChanges({ bars, geometry: { centre, step } }: Drawn) {
  return bars.map((bar, place) => {
    if (bar.clockChange === undefined || place === 0) return null
    const before = centre(bar) - step / 2
    return (
      <g key={bar.key} className="chart-clock-change">
        <line x1={before} x2={before} y1={margin.top - 4} y2={height - margin.bottom} />
        <text x={before} y={margin.top - 10} textAnchor="middle">
          {bar.clockChange}
        </text>
      </g>
    )
  })
}

/** Drawn through what has ended; in dashes to what has not. */
export function ServiceLevelLine({ bars, geometry: { line, centre, level } }: Drawn) {
  const ongoing = bars.findIndex(bar => bar.ongoing)
  const path = line(ongoing < 0 ? bars : bars.slice(0, ongoing))
  const pathSoFar = ongoing < 1 ? null : line(bars.slice(ongoing - 1, ongoing + 1))
  return (
    <>
      {path ? <path className="chart-line" d={path} /> : null}
      {pathSoFar ? <path className="chart-line chart-line-so-far" d={pathSoFar} /> : null}
      {bars.map(bar =>
        bar.serviceLevel === null || bars.length > mostDots ? null : (
          <circle key={bar.key} className="chart-dot" cx={centre(bar)} cy={level(bar.serviceLevel)} r="2.5" />
        ),
      )}
    </>
  )
}

export const Cursor = ({ at }: { readonly at: number }) => (
  <line className="chart-cursor" x1={at} x2={at} y1={margin.top} y2={height - margin.bottom} />
)
