import { soundName } from '../../configuration/formats.ts'
import {
  choice,
  flag,
  group,
  initially,
  integer,
  list,
  optional,
  reference,
  text,
  type TextFormat,
} from '../../configuration/shape.ts'
import { destination } from '../dialplan/destination.ts'

export const nodeName: TextFormat = {
  rule: 'slug',
  pattern: /^[a-z][a-z0-9_-]*$/,
  means: 'lower-case letters, digits, _ and -, starting with a letter',
}

const variableName: TextFormat = {
  rule: 'variable',
  pattern: /^[a-z][a-z0-9_]*$/,
  means: 'lower-case letters, digits and _, starting with a letter, without the $',
}

/** Plain text, or an expression; what an expression may hold is checked when it is read. */
const parameterText: TextFormat = {
  rule: 'ivrParameter',
  pattern: /^(?:=[^\p{Cc}\u2028\u2029]*|[^=;"\\`|$<>{}[\]\p{Cc}\u2028\u2029][^;"\\`|$<>{}[\]\p{Cc}\u2028\u2029]*)$/u,
  means: 'text without ; " \\ ` | $ < > and brackets, or an expression that starts with =',
}

const exit = (description: string) => text(`${description} The name of a node.`, { max: 64, format: nodeName })
const next = exit('Where it goes on.')
const parameter = (description: string) =>
  text(`${description} Text, or an expression that starts with =.`, { max: 255, format: parameterText })
const expression = (description: string) =>
  text(`${description} It starts with =.`, {
    max: 255,
    format: { rule: 'expression', pattern: /^=[^\p{Cc}\u2028\u2029]+$/u, means: 'an expression that starts with =' },
  })
const variable = (description: string) => text(description, { max: 32, format: variableName })
const sound = (description: string) => optional(text(description, { max: 255, format: soundName }))
const repeats = initially(integer('How often it is tried in all.', [1, 10]), 3)

/** The nodes of pbx-configuration §9.8, and the destination by which a call leaves the menu (§3). */
export const ivrSteps = {
  start: { next },
  onHangup: { next },
  onError: { next },
  assign: { variable: variable('The variable, without the $.'), value: parameter('What it is set to.'), next },
  cel: {
    event: text('Name of the event in the CEL.', {
      max: 80,
      format: { rule: 'eventName', pattern: /^[A-Za-z][A-Za-z0-9_]*$/, means: 'letters, digits and _' },
    }),
    message: parameter('What it says.'),
    next,
  },
  condition: {
    expression: expression('What is asked.'),
    whenTrue: exit('Where it goes on when it is true (1).'),
    whenFalse: exit('Where it goes on when it is false (0).'),
  },
  hangup: { cause: initially(integer('Cause by Q.850 that the caller is told; 16: normal clearing.', [1, 127]), 16) },
  http: {
    url: text('Address of the web service; needs the function CURL.', {
      max: 255,
      format: {
        rule: 'url',
        pattern: /^https?:\/\/[A-Za-z0-9.:[\]-]+(?:\/[A-Za-z0-9_.~%&=?/-]*)?$/,
        means: 'a web address',
      },
    }),
    method: initially(choice('How it is asked.', 'IvrHttpMethod', ['GET', 'POST']), 'GET'),
    variables: list(variable('Variables that are sent, without the $.'), { unique: true, max: 50 }),
    next,
  },
  menu: {
    prompt: sound('What the caller hears: his choices.'),
    noChoicePrompt: sound('What he hears when he keys in nothing.'),
    invalidPrompt: sound('What he hears when he keys in something else.'),
    repeats,
    timeoutSeconds: initially(integer('How long his choice is waited for.', [1, 60]), 5),
    choices: list(
      group('A key, and where it leads.', 'IvrChoice', {
        key: text('The key.', {
          max: 1,
          format: { rule: 'key', pattern: /^[0-9A-D*#]$/, means: 'one of 0 to 9, A to D, * and #' },
        }),
        next,
      }),
      { max: 16 },
    ),
    failed: exit('Where it goes on when he has made no choice (f).'),
  },
  playback: { sound: text('What the caller hears.', { max: 255, format: soundName }), next },
  queue: { queue: reference('The queue that the call enters: it leaves the menu.', 'queue') },
  read: {
    variable: variable('The variable that gets the digits, without the $.'),
    prompt: sound('What the caller hears.'),
    invalidPrompt: sound('What he hears when it is not what is asked for.'),
    repeats,
    minDigits: initially(integer('The least digits.', [0, 40]), 1),
    maxDigits: initially(integer('The most digits; he ends with #.', [1, 40]), 20),
    numeric: flag('It must be a number.', true),
    minValue: optional(integer('The least value.', [0, 999_999_999])),
    maxValue: optional(integer('The greatest value.', [0, 999_999_999])),
    beep: flag('A beep before.', false),
    next,
    failed: exit('Where it goes on when he has not given it.'),
  },
  sayNumber: { number: parameter('The number that is said.'), next },
  wait: { seconds: initially(integer('How long.', [1, 3600]), 1), next },
  leave: { to: destination('Where the call goes: it leaves the menu.') },
} as const
