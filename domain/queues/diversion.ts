/** What decides whether a queue takes a call: as many as wait, as many as are logged in, and how long the next one will wait. */
interface QueueLoad {
  readonly waiting: number
  /** User members and logged-in agents, whatever their state. */
  readonly loggedIn: number
  /** QUEUEHOLDTIME of Asterisk, in seconds. */
  readonly estimatedHoldSeconds: number
}

interface DiversionRules {
  readonly divertWaitSeconds: number | null
  readonly divertRatio: number | null
}

/** As queue_log names them. */
type Diversion = 'DIVERT_HOLDTIME' | 'DIVERT_CA_RATIO'

/**
 * Whether a call is diverted before it enters, and why (pbx-configuration §7.9). Asked once a call, the wait before the ratio, both
 * strictly greater. A queue in which nobody waits never diverts; with nobody logged in, the ratio is exceeded.
 */
export function diversionOf(
  { divertWaitSeconds, divertRatio }: DiversionRules,
  { waiting, loggedIn, estimatedHoldSeconds }: QueueLoad,
): Diversion | null {
  if (waiting === 0) return null
  if (divertWaitSeconds !== null && estimatedHoldSeconds > divertWaitSeconds) return 'DIVERT_HOLDTIME'
  if (divertRatio !== null && waiting + 1 > divertRatio * loggedIn) return 'DIVERT_CA_RATIO'
  return null
}
