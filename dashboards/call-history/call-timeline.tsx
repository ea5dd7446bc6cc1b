import { scaleUtc } from 'd3-scale'
import { Fragment, useId, useMemo, useState } from 'react'
import { useWidth } from '../charts/use-width.ts'
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
  const { lanes, drawn, from, to } = useMemo(() => timelineOf(participants, path, Date.now()), [participants, path])
  const x = scaleUtc([from, to], [0, Math.max(1, width - 1)])
  const height = lanes.length * laneHeight + axisHeight
  const describe = (step: Step) => describeStep(step, at => formatClock(at, zone, language), t.history.stepKinds)
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
          onPointerLeave={() => setCursor(undefined)}
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
  readonly x: (at: number) => number
  readonly pattern: string | undefined
  readonly isCurrent: boolean
  readonly onEnter: () => void
}

function DrawnStep({ drawn, x, pattern, isCurrent, onEnter }: DrawnStepProps) {
  const { step, lane, from, to, isInstant } = drawn
  const top = lane * laneHeight + 22
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
    </g>
  )
}

function describeStep(
  { kind, at, until, seconds, detail, participant }: Step,
  clock: (at: number) => string,
  kinds: Readonly<Record<Step['kind'], string>>,
): string {
  const begin = clock(millisOf(at))
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
