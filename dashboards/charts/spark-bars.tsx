import { max } from 'd3-array'
import { scaleBand, scaleLinear } from 'd3-scale'
import { memo } from 'react'
import './share-bar.css'
import './spark-bars.css'

export interface SparkBar {
  readonly key: string
  readonly answered: number
  /** Entered but not answered: abandoned, timed out, sent away. */
  readonly lost: number
}

const width = 96
const height = 24

/** The shape of the last hours, answered below and lost above. `label` says it in words. */
export const SparkBars = memo(function SparkBars({ bars, label }: { bars: readonly SparkBar[]; label: string }) {
  const x = scaleBand(
    bars.map(({ key }) => key),
    [0, width],
  ).paddingInner(0.25)
  const y = scaleLinear([0, Math.max(1, max(bars, bar => bar.answered + bar.lost) ?? 0)], [0, height - 1])
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line className="spark-base" x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
      {bars.map(({ key, answered, lost }) => {
        const answeredHeight = y(answered)
        const lostHeight = y(lost)
        const place = { x: x(key), width: x.bandwidth() }
        return (
          <g key={key}>
            <rect className="part-answered" {...place} y={height - 1 - answeredHeight} height={answeredHeight} />
            <rect
              className="part-abandoned"
              {...place}
              y={height - 1 - answeredHeight - lostHeight}
              height={lostHeight}
            />
          </g>
        )
      })}
    </svg>
  )
})
