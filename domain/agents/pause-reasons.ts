import { objectKind } from '../configuration/kind.ts'
import { flag, text } from '../configuration/shape.ts'

/** contact-center §9.4: why an agent is paused. Each is a figure of its own, under the token that PAUSE and PAUSEALL carry. */
export const pauseReasons = objectKind({
  name: 'pauseReason',
  description: 'Why agents pause: what they choose from, and what pauses are counted by.',
  key: ['reason'],
  fields: {
    reason: text('Token that queue_log carries.', {
      max: 32,
      format: { rule: 'token', pattern: /^[A-Za-z0-9_-]+$/, means: 'letters, digits, _ and -' },
    }),
    label: text('What agents and supervisors read.', { max: 128 }),
    payable: flag('Whether the time counts as work.', true),
    active: flag('Whether agents can choose it; one that is not still names old pauses.', true),
  },
})
