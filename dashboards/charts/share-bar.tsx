import { scaleLinear } from 'd3-scale'
import { stack } from 'd3-shape'
import { memo } from 'react'
import './share-bar.css'

export interface BarPart {
  /** Also the CSS class that gives colour and pattern. */
  readonly name: string
  readonly value: number
}

/** Parts of a whole, side by side. The figures stand beside it in words: the bar only shows their proportion. */
export const ShareBar = memo(function ShareBar({ parts }: { parts: readonly BarPart[] }) {
  const values = Object.fromEntries(parts.map(({ name, value }) => [name, value]))
  const total = parts.reduce((sum, { value }) => sum + value, 0)
  const x = scaleLinear([0, Math.max(total, 1)], [0, 100])
  const series = stack<Record<string, number>>().keys(parts.map(({ name }) => name))([values])
  return (
    <svg className="share-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect className="share-bar-track" width="100" height="6" />
      {series.map(part => {
        const [from = 0, to = 0] = part[0] ?? []
        return (
          <rect key={part.key} className={`part part-${part.key}`} x={x(from)} width={x(to) - x(from)} height="6" />
        )
      })}
    </svg>
  )
})
