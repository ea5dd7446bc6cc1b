import { useSettings } from '../../app/settings.ts'
import { formatSeconds } from '../../format/durations.ts'
import { formatCount, noValue } from '../../format/numbers.ts'
import { useLanguage } from '../../i18n/language.ts'
import { Elapsed } from '../../ui/elapsed.tsx'
import { levelOf } from '../../ui/explanation/level.ts'
import type { Queue } from '../board.ts'
import { LimitMark } from './limit-mark.tsx'
import { useSiteNow } from '../site-clock.ts'
import { useWaitLevel } from '../use-level.ts'

export function WaitingCount({ queue: { waiting, waitingLimits } }: { queue: Queue }) {
  const language = useLanguage()
  const settings = useSettings()
  return (
    <LimitMark level={levelOf(waiting, settings.waitingLimits ?? waitingLimits)}>
      {waiting === 0 ? <span className="muted">{formatCount(0, language)}</span> : formatCount(waiting, language)}
    </LimitMark>
  )
}

/** How long the oldest caller has been waiting; goes on by itself between two pushes. */
export function LongestWait({ queue: { site, oldestEntryAt, longestWaitLimits } }: { queue: Queue }) {
  const now = useSiteNow(site)
  const settings = useSettings()
  const level = useWaitLevel(oldestEntryAt, now, settings.longestWaitLimits ?? longestWaitLimits)
  return (
    <LimitMark level={level}>
      {oldestEntryAt === null ? <span className="muted">{noValue}</span> : <Elapsed since={oldestEntryAt} now={now} />}
    </LimitMark>
  )
}

/** An estimate is not precise to the second: it is shown as about so much. */
export function EstimatedWait({ seconds }: { seconds: number | null }) {
  if (seconds === null) return <span className="muted">{noValue}</span>
  return <span>≈ {formatSeconds(Math.round(seconds))}</span>
}
