import { builder } from './builder.ts'

interface Limits {
  readonly warn: number
  readonly alarm: number
}

interface ColourLimits {
  readonly waiting: Limits
  readonly longestWaitSeconds: Limits
}

/** contact-center 8.3 gives them as samples; per site or user they come with the configuration. */
export const colourLimits: ColourLimits = {
  waiting: { warn: 1, alarm: 3 },
  longestWaitSeconds: { warn: 30, alarm: 55 },
}

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
