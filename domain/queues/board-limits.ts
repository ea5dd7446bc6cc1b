import type { Rejection } from '../kernel/decider.ts'

/** From where on the live board warns of a queue. Reached is enough. */
export interface BoardLimits {
  readonly waitingWarn: number
  readonly waitingAlarm: number
  readonly longestWaitWarnSeconds: number
  readonly longestWaitAlarmSeconds: number
}

/** The samples of contact-center 8.3. */
export const usualBoardLimits: BoardLimits = {
  waitingWarn: 1,
  waitingAlarm: 3,
  longestWaitWarnSeconds: 30,
  longestWaitAlarmSeconds: 55,
}

export const limitsOutOfOrder = (limits: BoardLimits): readonly Rejection[] => [
  ...outOfOrder('waitingAlarm', limits.waitingWarn, limits.waitingAlarm),
  ...outOfOrder('longestWaitAlarmSeconds', limits.longestWaitWarnSeconds, limits.longestWaitAlarmSeconds),
]

function outOfOrder(name: keyof BoardLimits, warn: number, alarm: number): readonly Rejection[] {
  if (alarm >= warn) return []
  const message = `the alarm (${alarm}) must not come before the warning (${warn})`
  return [{ field: `boardLimits.${name}`, rule: 'order', message }]
}
