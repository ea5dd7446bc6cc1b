import { useEffect, useState } from 'react'
import { formatClock } from '../../format/instants.ts'
import { browserZone } from '../../format/zones.ts'
import { useConnectionState, useLive } from '../../graphql/live-context.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Elapsed } from '../../ui/elapsed.tsx'
import { Explain } from '../../ui/explanation/explain.tsx'
import { Icon } from '../../ui/icons.tsx'
import { onTick } from '../../ui/ticker.ts'
import { healthOf, type BoardHealth } from './board-health.ts'
import type { BoardHead } from '../board.ts'
import './data-status.css'

/** The server pushes every five seconds even when nothing happens; silence for longer means that the board stands still. */
const silentAfterMs = 12_000

/** @param receivedAt our clock at the last push */
export function useBoardHealth(receivedAt: number | undefined): BoardHealth {
  const connection = useConnectionState()
  const [silent, setSilent] = useState(false)

  useEffect(() => {
    const judge = () => setSilent(receivedAt !== undefined && Date.now() - receivedAt > silentAfterMs)
    judge()
    return onTick(judge)
  }, [receivedAt])

  return healthOf(connection, receivedAt, silent)
}

/** In the head of the page, always: whether it lives, and how old the newest fact behind its figures is. */
export function DataStatus({ health, head }: { health: BoardHealth; head: BoardHead | undefined }) {
  const t = useMessages()
  const language = useLanguage()
  const { clock } = useLive()
  const serverNow = () => Date.now() + clock.offset()
  const details = head ? (
    <>
      <p>{t.dataAgeMeaning}</p>
      <dl className="explanation-facts">
        <dt>{t.computedAt}</dt>
        <dd>{formatClock(head.now, browserZone(), language)}</dd>
        <dt>{t.newestFact}</dt>
        <dd>{head.newestFactAt === null ? t.none : formatClock(head.newestFactAt, browserZone(), language)}</dd>
        <dt>{t.logPosition}</dt>
        <dd>{head.position}</dd>
      </dl>
    </>
  ) : undefined
  return (
    <span className={`data-status data-status-${health.state}`} data-testid="data-status">
      <span className="data-status-dot" aria-hidden="true">
        <Icon name={health.state === 'live' ? 'good' : health.state === 'connecting' ? 'recording' : 'offline'} />
      </span>
      <strong>{t.healthStates[health.state]}</strong>
      {head && head.newestFactAt !== null ? (
        <Explain title={t.newestFact} details={details}>
          {t.dataAge} <Elapsed since={head.newestFactAt} now={serverNow} />
        </Explain>
      ) : null}
    </span>
  )
}

/** Over the whole width while the board cannot be trusted: since when, what is being done, and a way to hurry it. */
export function ConnectionBanner({ health }: { health: BoardHealth }) {
  const t = useMessages()
  const language = useLanguage()
  const { connection } = useLive()
  if (health.state !== 'lost' && health.state !== 'silent') return null
  return (
    <div className="connection-banner" role="alert">
      <Icon name="offline" />
      <div>
        <strong>{health.state === 'lost' ? t.connectionLost : t.serverSilent}</strong>
        <p>
          {t.figuresSince(formatClock(health.since, browserZone(), language))}{' '}
          <Elapsed since={health.since} now={Date.now} />
          {health.retryAt !== null ? <RetryCountdown at={health.retryAt} /> : null}
        </p>
      </div>
      {health.state === 'lost' ? (
        <button type="button" className="button" onClick={() => connection.retryNow()}>
          {t.tryNow}
        </button>
      ) : null}
    </div>
  )
}

function RetryCountdown({ at }: { at: number }) {
  const t = useMessages()
  const [seconds, setSeconds] = useState(() => secondsUntil(at))
  useEffect(() => onTick(() => setSeconds(secondsUntil(at))), [at])
  // Outside of the live region: a screen reader is told once that it is lost, not every second.
  return <span aria-hidden="true"> · {t.nextAttempt(seconds)}</span>
}

const secondsUntil = (at: number): number => Math.max(0, Math.ceil((at - Date.now()) / 1000))
