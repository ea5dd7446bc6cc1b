import { scaleUtc } from 'd3-scale'
import { Fragment, useId, useMemo, useState } from 'react'
import { useWidth } from '../charts/use-width.ts'
import { whenMouse } from '../charts/when-mouse.ts'
import { formatSeconds } from '../format/durations.ts'
import { formatClock, millisOf } from '../format/instants.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { stepKinds, type Step, type WholeCall } from './call-query.ts'
import { partyNameOf } from './party-name.ts'
import { lasting, timelineOf, type Drawn } from './timeline-model.ts'
import '../charts/chart.css'
import './call-timeline.css'

const laneHeight = 46
const barHeight = 18
const barTop = 22
const axisHeight = 24

/** Kinds whose pattern differs as well as their colour. */
const hatching: Readonly<Record<string, string>> = {
  RING: 'M0 4H8',
  HOLD: 'M0 8 8 0',
  QUEUE: 'M4 0V8',
  CONSULTATION: 'M0 8 8 0M0 0l8 8',
  PARKED: 'M0 0l8 8',
}

/** What happened between whom: a lane a party, and the same as a list. */
export function CallTimeline({ call, zone }: { call: WholeCall; zone: string }) {
  const t = useMessages()
  const language = useLanguage()
  const [frame, width] = useWidth<HTMLDivElement>()
  const [cursor, setCursor] = useState<number>()
  const id = useId()
  const { path, participants } = call
  const { lanes, drawn, joined, from, to } = useMemo(
    () => timelineOf(participants, path, Date.now()),
    [participants, path],
  )
  const x = scaleUtc([from, to], [0, Math.max(1, width - 1)])
  const height = lanes.length * laneHeight + axisHeight
  const clock = (at: number) => formatClock(at, zone, language)
  const describe = (step: Step) => describeStep(step, from, clock, t.history.stepKinds)
  const current = cursor === undefined ? undefined : path[cursor]
  const shown = stepKinds.filter(kind => lasting.has(kind) && path.some(step => step.kind === kind))

  return (
    <figure className="call-timeline">
      <p className="chart-readout" aria-live="polite">
        {current ? describe(current) : t.history.timelineHint}
      </p>
      <div ref={frame}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={t.history.timelineLabel}
          tabIndex={0}
          onPointerLeave={whenMouse(() => setCursor(undefined))}
          onBlur={() => setCursor(undefined)}
          onKeyDown={event => {
            const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
            if (step === 0 || path.length === 0) return
            event.preventDefault()
            setCursor(Math.min(path.length - 1, Math.max(0, (cursor ?? (step > 0 ? -1 : path.length)) + step)))
          }}
        >
          <Hatching id={id} />
          {x.ticks(Math.max(2, Math.floor(width / 110))).map(tick => (
            <Fragment key={tick.getTime()}>
              <line className="lane-rule" x1={x(tick)} x2={x(tick)} y2={lanes.length * laneHeight} />
              <text className="chart-tick" x={x(tick)} y={height - 8} textAnchor={x(tick) < 30 ? 'start' : 'middle'}>
                {x(tick) > width - 30 ? '' : formatClock(tick.getTime(), zone, language)}
              </text>
            </Fragment>
          ))}
          {joined.map(({ place, kind, at, upper, lower }) => (
            <line
              key={place}
              className={`lane-joint step-${kind}`}
              x1={x(at) + 1}
              x2={x(at) + 1}
              y1={upper * laneHeight + barTop + barHeight}
              y2={lower * laneHeight + barTop}
            />
          ))}
          {lanes.map((party, lane) => (
            <g key={lane} transform={`translate(0 ${lane * laneHeight})`}>
              <line className="lane-rule" x2={width} y1={laneHeight - 0.5} y2={laneHeight - 0.5} />
              <text className="lane-name" x="0" y="14">
                {party ? (partyNameOf(party) ?? t.history.noNumber) : t.history.pbx}
                {party ? <tspan className="lane-role"> · {t.history.roles[party.role]}</tspan> : null}
              </text>
            </g>
          ))}
          {drawn.map((each, place) => (
            <DrawnStep
              key={place}
              drawn={each}
              name={t.history.stepKinds[each.step.kind]}
              x={x}
              pattern={hatching[each.step.kind] === undefined ? undefined : `url(#${id}${each.step.kind})`}
              isCurrent={each.place === cursor}
              onEnter={() => setCursor(each.place)}
            />
          ))}
        </svg>
      </div>
      <ul className="legend">
        {shown.map(kind => (
          <li key={kind} className={`step-${kind}`}>
            <svg viewBox="0 0 14 12" aria-hidden="true" focusable="false">
              <rect className="step-box" width="14" height="12" rx="2" />
              {hatching[kind] === undefined ? null : <rect width="14" height="12" fill={`url(#${id}${kind})`} />}
            </svg>
            <span>{t.history.stepKinds[kind]}</span>
          </li>
        ))}
      </ul>
      <details className="step-list">
        <summary>{t.asList(path.length)}</summary>
        <ol>
          {path.map((step, place) => (
            <li key={place}>{describe(step)}</li>
          ))}
        </ol>
      </details>
    </figure>
  )
}

function Hatching({ id }: { id: string }) {
  return (
    <defs>
      {Object.entries(hatching).map(([kind, path]) => (
        <pattern key={kind} id={`${id}${kind}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <path d={path} className="step-hatch" />
        </pattern>
      ))}
    </defs>
  )
}

interface DrawnStepProps {
  readonly drawn: Drawn
  /** What such a step is called. */
  readonly name: string
  readonly x: (at: number) => number
  readonly pattern: string | undefined
  readonly isCurrent: boolean
  readonly onEnter: () => void
}

function DrawnStep({ drawn, name, x, pattern, isCurrent, onEnter }: DrawnStepProps) {
  const { step, lane, from, to, isInstant } = drawn
  const top = lane * laneHeight + barTop
  const className = `step step-${step.kind}${isCurrent ? ' step-current' : ''}`
  if (isInstant)
    return (
      <g className={className} onPointerEnter={onEnter}>
        <path
          className="step-mark"
          d={`M${x(from)} ${top - 2}v${barHeight + 4}m-4 -${barHeight / 2 + 2}l4 -4 4 4 -4 4z`}
        />
      </g>
    )
  // Hold lies within the conversation: a strip at its foot.
  const foot = step.kind === 'HOLD' ? barHeight / 2 : 0
  const box = { x: x(from), y: top + foot, width: Math.max(2, x(to) - x(from)), height: barHeight - foot }
  return (
    <g className={className} onPointerEnter={onEnter}>
      <rect className="step-box" {...box} rx="2" />
      {pattern === undefined ? null : <rect {...box} rx="2" fill={pattern} />}
      {step.kind === 'HOLD' ? null : (
        <text className="step-label" x={box.x + 6} y={top + barHeight / 2} dy="0.35em">
          {labelThatFits(step, name, box.width)}
        </text>
      )}
    </g>
  )
}

/** Some pixels a letter of the size in which bars are labelled; a little too many, so that no label leaves its bar. */
const letterWidth = 6.6

/** What a bar says of itself, as much as there is room for: what it is and how long it took, that alone, or nothing. */
function labelThatFits({ kind, seconds, detail }: Step, name: string, width: number): string {
  const length = seconds === null ? undefined : formatSeconds(seconds)
  const what = kind === 'QUEUE' && detail !== null ? `${name} ${detail}` : name
  const labels = [[what, length], [name, length], [length]].map(parts => parts.filter(Boolean).join(' · '))
  return labels.find(label => label.length * letterWidth + 12 <= width) ?? ''
}

/** @param beginning  of the call, to which the distance is told */
function describeStep(
  { kind, at, until, seconds, detail, participant }: Step,
  beginning: number,
  clock: (at: number) => string,
  kinds: Readonly<Record<Step['kind'], string>>,
): string {
  const after = Math.round((millisOf(at) - beginning) / 1000)
  const begin = after > 0 ? `${clock(millisOf(at))} (+${formatSeconds(after)})` : clock(millisOf(at))
  return [
    until === null ? begin : `${begin} – ${clock(millisOf(until))}`,
    seconds === null ? undefined : formatSeconds(seconds),
    kinds[kind],
    participant ? partyNameOf(participant) : undefined,
    detail,
  ]
    .filter(Boolean)
    .join(' · ')
}
