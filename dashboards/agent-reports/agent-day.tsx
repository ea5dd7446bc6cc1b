import { useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { Link } from '../app/link.tsx'
import { rememberInAddress, rememberWhileChoosing, settle, useSearch } from '../app/location.ts'
import { callAddressByChannel } from '../call-history/call-address.ts'
import { StateStrip } from '../charts/state-strip.tsx'
import { formatSeconds } from '../format/durations.ts'
import { formatClock, formatLongDay, formatShortClock } from '../format/instants.ts'
import { isoPeriod, periodOf } from '../format/periods.ts'
import { addDays, dayOf, isCalendarDay, type CalendarDay } from '../format/zones.ts'
import { messageOf } from '../graphql/errors.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import type { ReportRange } from '../report-range/report-range.ts'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { agentStates, lookOf } from '../ui/states.ts'
import { agentIdOf, agentNameOf } from './agent-columns.ts'
import { hoursShown, stretchesOf, totalsByLane } from './day-stretches.ts'
import { timelineDocument, type AgentFigures } from './queries.ts'

/** What one agent did on one day, minute by minute. */
export function AgentDay({ agent, range }: { agent: AgentFigures; range: ReportRange }) {
  const t = useMessages()
  const language = useLanguage()
  const { zone } = range
  const day = useDayChoice() ?? latestDay(range)
  const period = useMemo(() => periodOf({ first: day, last: day }, zone), [day, zone])
  const { data, loading, error, refetch } = useQuery(timelineDocument, {
    variables: { agent: agentIdOf(agent), period: isoPeriod(period) },
    fetchPolicy: 'no-cache',
  })

  const stretches = useMemo(
    () =>
      stretchesOf(data?.agentTimeline ?? [], period, Date.now(), {
        nameOf: state => t.agentStates[state],
        describe: (state, from, to) =>
          [
            `${formatClock(from, zone, language)} – ${formatClock(to, zone, language)}`,
            formatSeconds((to - from) / 1000),
            t.agentStates[state.state],
            state.reasonLabel ?? state.reason,
            state.queue,
          ]
            .filter(Boolean)
            .join(' · '),
      }),
    [data, period, t, zone, language],
  )
  const totals = totalsByLane(stretches)
  const shown = hoursShown(stretches, period)
  const lanes = agentStates.map(state => ({
    name: lookOf[state],
    label: t.agentStates[state],
    total: formatSeconds((totals.get(lookOf[state]) ?? 0) / 1000),
  }))

  return (
    <section className="card" aria-labelledby="agent-day" aria-busy={loading}>
      <header className="card-head">
        <h2 id="agent-day">{t.dayOf(agentNameOf(agent))}</h2>
        <div className="day-picker">
          <button
            type="button"
            className="button button-icon"
            aria-label={t.dayBefore}
            onClick={() => rememberInAddress({ day: addDays(day, -1) })}
          >
            <Icon name="left" />
          </button>
          <input
            type="date"
            aria-label={t.day}
            value={day}
            onChange={({ currentTarget }) => {
              if (isCalendarDay(currentTarget.value)) rememberWhileChoosing({ day: currentTarget.value })
            }}
            onBlur={settle}
          />
          <button
            type="button"
            className="button button-icon"
            aria-label={t.dayAfter}
            onClick={() => rememberInAddress({ day: addDays(day, 1) })}
          >
            <Icon name="right" />
          </button>
        </div>
      </header>
      {error ? <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} /> : null}
      {!data ? (
        error ? null : (
          <Skeleton rows={1} height="14rem" />
        )
      ) : stretches.length > 0 ? (
        <>
          <StateStrip
            stretches={stretches}
            lanes={lanes}
            from={shown.from}
            to={shown.to}
            label={t.stripLabel(agentNameOf(agent), formatLongDay(period.from, zone, language))}
            hint={t.stripHint(formatLongDay(period.from, zone, language))}
            clockOf={at => formatShortClock(at, zone, language)}
          />
          <details className="state-list">
            <summary>{t.asList(stretches.length)}</summary>
            <ol>
              {stretches.map(({ key, description, callId }) => (
                <li key={key}>
                  {callId === null ? (
                    description
                  ) : (
                    <Link to={callAddressByChannel(agent.site ?? '', callId)}>{description}</Link>
                  )}
                </li>
              ))}
            </ol>
          </details>
        </>
      ) : (
        <EmptyState icon="agents" title={t.nothingOnThatDay}>
          <p>{formatLongDay(period.from, zone, language)}</p>
        </EmptyState>
      )}
    </section>
  )
}

/** The day that was turned to, as the address has it; another period begins at its own last day. */
function useDayChoice(): CalendarDay | undefined {
  const asked = new URLSearchParams(useSearch()).get('day') ?? ''
  return isCalendarDay(asked) ? asked : undefined
}

/** The last day of the period that is not in the future. */
function latestDay({ days, zone }: ReportRange): CalendarDay {
  const today = dayOf(Date.now(), zone)
  return days.last > today && days.first <= today ? today : days.last
}
