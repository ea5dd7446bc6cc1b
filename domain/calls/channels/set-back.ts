import { microsPerSecond } from '../../kernel/time.ts'
import { inOrder, type CelRow } from '../rows/rows.ts'

/** CHAN_START has the instant at which the channel was made, its next rows that of their writing: less than this is no clock that was set. */
const jitter = microsPerSecond

/**
 * The CEL rows of one contact as they followed each other. That is their order by time, but for a PBX whose clock was set back during the call:
 * then a channel has rows before its own CHAN_START, which the PBX has written behind it. Such rows are read in the order in which they were
 * written, each by its own time plus what the clock was set back at least, so that the call goes on where it was: seen on Asterisk 22. By its times as
 * they stand, whoever was passed on talked before he had come.
 */
export function celInOrder(rows: readonly CelRow[]): readonly CelRow[] {
  return wasSetBack(rows) ? withoutSetBack(rows) : inOrder(rows)
}

/** One pass: an agent who stays on the line has the channels of a whole day in one contact. */
function wasSetBack(rows: readonly CelRow[]): boolean {
  const starts = new Map<string, CelRow[]>()
  for (const row of rows) {
    if (row.eventtype !== 'CHAN_START') continue
    const ofChannel = starts.get(row.uniqueid)
    if (ofChannel) ofChannel.push(row)
    else starts.set(row.uniqueid, [row])
  }
  const isBeforeItsStart = ({ uniqueid, at, position }: CelRow): boolean =>
    starts.get(uniqueid)?.some(start => at < start.at - jitter && position > start.position) ?? false
  return rows.some(isBeforeItsStart)
}

function withoutSetBack(rows: readonly CelRow[]): readonly CelRow[] {
  let missing = 0
  let latest = -Infinity
  return [...rows]
    .sort((a, b) => a.position - b.position)
    .map(row => {
      if (row.at + missing < latest - jitter) missing = latest - row.at
      const at = Math.max(row.at + missing, latest)
      latest = at
      return { ...row, at }
    })
}
