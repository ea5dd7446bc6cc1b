import type { BoardLimits } from '../../domain/queues/board-limits.ts'
import { builder } from '../schema/builder.ts'

interface Limits {
  readonly warn: number
  readonly alarm: number
}

interface ColourLimits {
  readonly waiting: Limits
  readonly longestWaitSeconds: Limits
}

export const colourLimitsOf = (limits: BoardLimits): ColourLimits => ({
  waiting: { warn: limits.waitingWarn, alarm: limits.waitingAlarm },
  longestWaitSeconds: { warn: limits.longestWaitWarnSeconds, alarm: limits.longestWaitAlarmSeconds },
})

const LimitsType = builder.objectRef<Limits>('ColourLimit').implement({
  description: 'Two limits of a value on the board. Reached is enough.',
  fields: t => ({
    warn: t.exposeFloat('warn', { description: 'From here on it is high.' }),
    alarm: t.exposeFloat('alarm', { description: 'From here on it is too high.' }),
  }),
})

export const ColourLimitsType = builder.objectRef<ColourLimits>('ColourLimits').implement({
  description: 'From where on a board warns (contact-center 8.3).',
  fields: t => ({
    waiting: t.expose('waiting', { type: LimitsType, description: 'Of the callers who wait.' }),
    longestWaitSeconds: t.expose('longestWaitSeconds', {
      type: LimitsType,
      description: 'Of the longest wait, in seconds.',
    }),
  }),
})
