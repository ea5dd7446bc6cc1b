import { choice, group, text } from '../configuration/shape.ts'

/** pbx-configuration §3: what a called object does to the caller's name before it is shown. */
export const callerIdRewrite = group('How the caller is shown.', 'CallerIdRewrite', {
  mode: choice('Whether the text comes before, behind or instead of the name.', 'CallerIdMode', [
    'prepend',
    'overwrite',
    'append',
  ]),
  text: text('The text.', { max: 80 }),
})
