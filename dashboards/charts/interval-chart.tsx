import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import {
  ClockChanges,
  ComparedMarks,
  Cursor,
  IntervalTicks,
  ServiceLevelLine,
  StackedBars,
  ValueAxes,
  type Axes,
} from './interval-drawing.tsx'
import { height, intervalGeometry, type IntervalBar } from './interval-geometry.ts'
import { useWidth } from './use-width.ts'
import { whenMouse } from './when-mouse.ts'
import './chart.css'
import './interval-chart.css'
import './share-bar.css'

interface IntervalChartProps extends Axes {
  readonly bars: readonly IntervalBar[]
  readonly label: string
  /** What is read out of the bar under the pointer or the keyboard's cursor; of the whole when there is none. */
  readonly readout: (bar: IntervalBar | undefined) => string
}

/** Calls per interval, stacked by how they ended, and the service level as a line with its own axis. Arrow keys walk along it. */
export function IntervalChart({ bars, label, readout, ...axes }: IntervalChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [cursor, setCursor] = useState<number>()
  const current = cursor === undefined ? undefined : bars[cursor]
  const geometry = intervalGeometry(bars, width)
  const drawn = { bars, geometry }

  const point = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>) =>
    setCursor(geometry.placeAt(clientX - currentTarget.getBoundingClientRect().left))
  const walk = (event: KeyboardEvent) => {
    const place = placeAfter(event.key, cursor, bars.length)
    if (place === undefined) return
    event.preventDefault()
    setCursor(place)
  }
  const leave = () => setCursor(undefined)

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
            onPointerDown={point}
            onPointerLeave={whenMouse(leave)}
            onKeyDown={walk}
            onBlur={leave}
          >
            <ValueAxes geometry={geometry} {...axes} />
            <StackedBars {...drawn} current={current} />
            <ComparedMarks {...drawn} />
            <ClockChanges {...drawn} />
            <ServiceLevelLine {...drawn} />
            <IntervalTicks {...drawn} />
            {current ? <Cursor at={geometry.centre(current)} /> : null}
          </svg>
        ) : null}
      </div>
    </figure>
  )
}

/** Where a key leads; undefined when it is none of those that walk. */
function placeAfter(key: string, cursor: number | undefined, length: number): number | undefined {
  const places: Readonly<Record<string, number>> = {
    ArrowRight: Math.min(length - 1, (cursor ?? -1) + 1),
    ArrowLeft: Math.max(0, (cursor ?? length) - 1),
    Home: 0,
    End: length - 1,
  }
  return places[key]
}
