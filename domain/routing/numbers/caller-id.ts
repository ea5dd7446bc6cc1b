import { choice, group, text, type TextFormat } from '../../configuration/shape.ts'

/** pbx-configuration §3: what a called object does to the caller's name before it is shown. */
export const callerIdRewrite = group('How the caller is shown.', 'CallerIdRewrite', {
  mode: choice('Whether the text comes before, behind or instead of the name.', 'CallerIdMode', [
    'prepend',
    'overwrite',
    'append',
  ]),
  text: text('The text.', { max: 80 }),
})

/** pbx-configuration §3: name and number, the name alone, or the number alone. */
export const callerIdText: TextFormat = {
  rule: 'callerId',
  pattern: /^(?:"[^"\\<>\p{Cc}\u2028\u2029]{1,80}"(?: <\+?[0-9*#]+>)?|\+?[0-9*#]+)$/u,
  means: '"Name" <number>, "Name" or number',
}
