import { scaleUtc } from 'd3-scale'
import { Fragment, useId, useState } from 'react'
import { useWidth } from './use-width.ts'
import { whenMouse } from './when-mouse.ts'
import './chart.css'
import './state-strip.css'

export interface Stretch {
  readonly key: string
  /** Lane that it lies in, and CSS class of its colour. */
  readonly lane: string
  readonly from: number
  readonly to: number
  /** Written into it where there is room, e.g. the reason of a pause. */
  readonly label: string
  /** Read out when the pointer or the cursor is on it. */
  readonly description: string
}

interface Lane {
  readonly name: string
  readonly label: string
  readonly total: string
}

interface StateStripProps {
  readonly stretches: readonly Stretch[]
  readonly lanes: readonly Lane[]
  readonly from: number
  readonly to: number
  readonly label: string
  readonly hint: string
  readonly clockOf: (at: number) => string
}

const laneHeight = 30
const axisHeight = 22

/** Lanes whose pattern differs as well as their colour, so that the strip is read without either. */
const hatching: Readonly<Record<string, string>> = {
  paused: 'M0 8 8 0',
  wrapUp: 'M4 0V8',
  uncertain: 'M0 8 8 0M0 0l8 8',
  ringing: 'M0 4H8',
}

/** One lane a state over a stretch of time (a Gantt chart): what somebody did is where it lies, not only which colour it has. */
export function StateStrip({ stretches, lanes, from, to, label, hint, clockOf }: StateStripProps) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [cursor, setCursor] = useState<number>()
  const id = useId()
  const x = scaleUtc([from, to], [0, Math.max(1, width)])
  const height = lanes.length * laneHeight + axisHeight
  const ticks = hoursOf(from, to, Math.max(2, Math.floor(width / 64)))
  const current = cursor === undefined ? undefined : stretches[cursor]

  return (
    <figure className="state-strip">
      <p className="chart-readout" aria-live="polite">
        {current?.description ?? hint}
      </p>
      <div className="strip-body">
        <ul className="strip-lanes" style={{ paddingBlockEnd: axisHeight }}>
          {lanes.map(lane => (
            <li key={lane.name} style={{ blockSize: laneHeight }}>
              <span>{lane.label}</span>
              <span className="strip-total">{lane.total}</span>
            </li>
          ))}
        </ul>
        <div ref={frame} className="strip-frame">
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={label}
            tabIndex={0}
            onPointerLeave={whenMouse(() => setCursor(undefined))}
            onBlur={() => setCursor(undefined)}
            onKeyDown={event => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
              if (step === 0 || stretches.length === 0) return
              event.preventDefault()
              setCursor(
                Math.min(stretches.length - 1, Math.max(0, (cursor ?? (step > 0 ? -1 : stretches.length)) + step)),
              )
            }}
          >
            <defs>
              {Object.entries(hatching).map(([name, path]) => (
                <pattern key={name} id={`${id}${name}`} width="8" height="8" patternUnits="userSpaceOnUse">
                  <path d={path} className="strip-hatch" />
                </pattern>
              ))}
            </defs>
            {lanes.map((lane, place) => (
              <line
                key={lane.name}
                className="strip-rule"
                x2={width}
                y1={(place + 1) * laneHeight - 0.5}
                y2={(place + 1) * laneHeight - 0.5}
              />
            ))}
            {(width > 0 ? ticks : []).map(at => (
              <Fragment key={at}>
                <line className="strip-rule" x1={x(at)} x2={x(at)} y2={lanes.length * laneHeight} />
                <text
                  className="chart-tick"
                  x={x(at)}
                  y={height - 6}
                  textAnchor={at === from ? 'start' : at === to ? 'end' : 'middle'}
                >
                  {clockOf(at)}
                </text>
              </Fragment>
            ))}
            {stretches.map((stretch, place) => {
              const lane = lanes.findIndex(({ name }) => name === stretch.lane)
              const start = Math.max(from, stretch.from)
              const end = Math.min(to, stretch.to)
              if (lane < 0 || end <= start) return null
              const box = {
                x: x(start),
                y: lane * laneHeight + 4,
                width: Math.max(1, x(end) - x(start)),
                height: laneHeight - 9,
              }
              return (
                <g
                  key={stretch.key}
                  className={`strip-stretch state-${stretch.lane}`}
                  onPointerEnter={() => setCursor(place)}
                >
                  <rect className="strip-box" {...box} rx="2" />
                  {hatching[stretch.lane] ? <rect {...box} rx="2" fill={`url(#${id}${stretch.lane})`} /> : null}
                  {cursor === place ? <rect className="strip-cursor" {...box} rx="2" /> : null}
                  {stretch.label.length * 6.5 + 16 < box.width ? (
                    <text className="strip-label" x={box.x + 6} y={box.y + box.height / 2} dy="0.35em">
                      {stretch.label}
                    </text>
                  ) : null}
                </g>
              )
            })}
          </svg>
        </div>
      </div>
    </figure>
  )
}

/** Whole hours from the beginning of the day on, at most so many; the ends always. */
function hoursOf(from: number, to: number, most: number): readonly number[] {
  const hour = 3_600_000
  const every = [1, 2, 3, 4, 6, 12].find(step => (to - from) / (step * hour) <= most) ?? 24
  const ticks: number[] = []
  for (let at = from; at <= to; at += every * hour) ticks.push(at)
  return ticks
}
