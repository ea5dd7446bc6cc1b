import { max } from 'd3-array'
import { scaleBand, scaleLinear } from 'd3-scale'
import { line, stack } from 'd3-shape'
import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useWidth } from './use-width.ts'
import './chart.css'
import './interval-chart.css'
import './share-bar.css'

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
}

interface IntervalChartProps {
  readonly bars: readonly IntervalBar[]
  readonly label: string
  /** What is read out of the bar under the pointer or the keyboard's cursor; of the whole when there is none. */
  readonly readout: (bar: IntervalBar | undefined) => string
  readonly percent: (share: number) => string
  readonly count: (calls: number) => string
  /** What the two axes measure: calls on the left, the service level on the right. */
  readonly axes: { readonly calls: string; readonly level: string }
}

const margin = { top: 28, right: 44, bottom: 26, left: 40 }
const height = 296
const widestBar = 56
const parts = ['answered', 'abandoned', 'other'] as const

/** Calls per interval, stacked by how they ended, and the service level as a line with its own axis. Arrow keys walk along it. */
export function IntervalChart({ bars, label, readout, percent, count, axes }: IntervalChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [cursor, setCursor] = useState<number>()
  const current = cursor === undefined ? undefined : bars[cursor]

  const x = scaleBand(
    bars.map(({ key }) => key),
    [margin.left, Math.max(margin.left + 10, width - margin.right)],
  )
    .paddingInner(bars.length > 60 ? 0.1 : 0.28)
    .paddingOuter(0.1)
  const most = Math.max(1, max(bars, bar => bar.answered + bar.abandoned + bar.other) ?? 0)
  const y = scaleLinear([0, most], [height - margin.bottom, margin.top]).nice(4)
  const share = scaleLinear([0, 1], [height - margin.bottom, margin.top])
  const stacks = stack<IntervalBar>()
    .keys(parts)
    .value((bar, key) => bar[key as (typeof parts)[number]])(bars)
  const barWidth = Math.min(x.bandwidth(), widestBar)
  const centre = (bar: IntervalBar) => (x(bar.key) ?? 0) + x.bandwidth() / 2
  const through = line<IntervalBar>()
    .defined(bar => bar.serviceLevel !== null)
    .x(centre)
    .y(bar => share(Math.min(1, bar.serviceLevel ?? 0)))
  const ongoing = bars.findIndex(bar => bar.ongoing)
  const path = through(ongoing < 0 ? bars : bars.slice(0, ongoing))
  const pathSoFar = ongoing < 1 ? null : through(bars.slice(ongoing - 1, ongoing + 1))
  const every = Math.max(1, Math.ceil((bars.length * 52) / Math.max(1, width - margin.left - margin.right)))

  const point = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>) => {
    const at = clientX - currentTarget.getBoundingClientRect().left
    const place = Math.floor((at - margin.left) / x.step())
    setCursor(place >= 0 && place < bars.length ? place : undefined)
  }

  const walk = (event: KeyboardEvent) => {
    const places: Readonly<Record<string, number>> = {
      ArrowRight: Math.min(bars.length - 1, (cursor ?? -1) + 1),
      ArrowLeft: Math.max(0, (cursor ?? bars.length) - 1),
      Home: 0,
      End: bars.length - 1,
    }
    const place = places[event.key]
    if (place === undefined) return
    event.preventDefault()
    setCursor(place)
  }

  return (
    <figure className="interval-chart">
      <p className="chart-readout" aria-live="polite">
        {readout(current)}
      </p>
      <div ref={frame} className="chart-frame" style={{ blockSize: height }}>
        {width > 0 ? (
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={label}
            tabIndex={0}
            onPointerMove={point}
            onPointerLeave={() => setCursor(undefined)}
            onKeyDown={walk}
            onBlur={() => setCursor(undefined)}
          >
            <text className="chart-tick" y="10">
              {axes.calls}
            </text>
            <text className="chart-tick" x={width} y="10" textAnchor="end">
              {axes.level}
            </text>
            {y
              .ticks(4)
              .filter(Number.isInteger)
              .map(value => (
                <g key={value} className="chart-grid">
                  <line x1={margin.left} x2={width - margin.right} y1={y(value)} y2={y(value)} />
                  <text x={margin.left - 8} y={y(value)} dy="0.32em" textAnchor="end">
                    {count(value)}
                  </text>
                </g>
              ))}
            {share.ticks(4).map(value => (
              <text key={value} className="chart-tick" x={width - margin.right + 8} y={share(value)} dy="0.32em">
                {percent(value)}
              </text>
            ))}
            {stacks.map(series => (
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
                      y={y(to)}
                      height={y(from) - y(to)}
                      opacity={current && current !== bar ? 0.45 : 1}
                    />
                  )
                })}
              </g>
            ))}
            {bars.map((bar, place) =>
              bar.clockChange === undefined || place === 0 ? null : (
                <g key={bar.key} className="chart-clock-change">
                  <line
                    x1={centre(bar) - x.step() / 2}
                    x2={centre(bar) - x.step() / 2}
                    y1={margin.top - 4}
                    y2={height - margin.bottom}
                  />
                  <text x={centre(bar) - x.step() / 2} y={margin.top - 10} textAnchor="middle">
                    {bar.clockChange}
                  </text>
                </g>
              ),
            )}
            {path ? <path className="chart-line" d={path} /> : null}
            {pathSoFar ? <path className="chart-line chart-line-so-far" d={pathSoFar} /> : null}
            {bars.map(bar =>
              bar.serviceLevel === null || bars.length > 100 ? null : (
                <circle
                  key={bar.key}
                  className="chart-dot"
                  cx={centre(bar)}
                  cy={share(Math.min(1, bar.serviceLevel))}
                  r="2.5"
                />
              ),
            )}
            {bars.map((bar, place) =>
              place % every === 0 ? (
                <text key={bar.key} className="chart-tick" x={centre(bar)} y={height - 8} textAnchor="middle">
                  {bar.tick}
                </text>
              ) : null,
            )}
            {current ? (
              <line
                className="chart-cursor"
                x1={centre(current)}
                x2={centre(current)}
                y1={margin.top}
                y2={height - margin.bottom}
              />
            ) : null}
          </svg>
        ) : null}
      </div>
    </figure>
  )
}
