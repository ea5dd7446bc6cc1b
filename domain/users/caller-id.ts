import { number } from '../configuration/formats.ts'
import { group, optional, text } from '../configuration/shape.ts'

/** `"Name" <number>` (pbx-configuration §3). */
export const shownCallerId = (description: string) =>
  group(description, 'CallerId', {
    name: text('Name that is shown.', { max: 80 }),
    number: optional(
      text('Number that is shown; unset: the one that is dialled to reach it.', { max: 40, format: number }),
    ),
  })
