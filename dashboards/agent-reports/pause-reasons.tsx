import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { formatSeconds } from '../format/durations.ts'
import { useMessages } from '../i18n/language.ts'
import { metricKey } from '../ui/explanation/definitions.tsx'
import { Explain } from '../ui/explanation/explain.tsx'
import type { PauseReason } from './queries.ts'

interface PauseReasonsProps {
  readonly title: string
  readonly reasons: readonly PauseReason[]
  /** Of everybody in the same period, to compare with. */
  readonly all: readonly PauseReason[] | undefined
}

export function PauseReasons({ title, reasons, all }: PauseReasonsProps) {
  const t = useMessages()
  return (
    <section className="card pause-reasons" aria-labelledby="pauses">
      <header className="card-head">
        <h2 id="pauses">
          <Explain metric={metricKey('AGENT', 'pauseSeconds')} title={title}>
            {title}
          </Explain>
        </h2>
      </header>
      <ReasonBars reasons={reasons} />
      {all ? (
        <>
          <h3>{t.pausesOfAll}</h3>
          <ReasonBars reasons={all} />
        </>
      ) : null}
    </section>
  )
}

function ReasonBars({ reasons }: { reasons: readonly PauseReason[] }) {
  const t = useMessages()
  const width = scaleLinear([0, max(reasons, ({ seconds }) => seconds) ?? 1], [0, 100])
  if (reasons.length === 0) return <p className="muted">{t.noPauses}</p>
  return (
    <ul className="reason-bars">
      {reasons.map(({ reason, label, seconds }) => (
        <li key={reason}>
          <span>{reason === '' ? t.withoutReason : (label ?? reason)}</span>
          <span>{formatSeconds(seconds)}</span>
          <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect className="share-bar-track" width="100" height="4" />
            <rect className="part-paused" width={width(seconds)} height="4" />
          </svg>
        </li>
      ))}
    </ul>
  )
}
