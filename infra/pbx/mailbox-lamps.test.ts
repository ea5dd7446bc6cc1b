import { expect, test } from 'vitest'
import type { PacketLines } from '../../ingest/ami/packets.ts'
import { mailboxLampsOver } from './mailbox-lamps.ts'

test('each phone is told that no message waits; what cannot be told is said, and stops nothing', async () => {
  const asked: string[] = []
  const untold = await mailboxLampsOver(
    (action, fields) => {
      asked.push(`${action} ${fields?.['Endpoint'] ?? ''}: ${fields?.['Variable'] ?? ''}`)
      return Promise.resolve(answers[asked.length - 1] ?? [])
    },
    ['a', 'b', 'c'],
  )
  const variable = 'Event=message-summary,Content-type=application/simple-message-summary,Content=Messages-Waiting: no'
  expect(asked).toEqual(['a', 'b', 'c'].map(name => `PJSIPNotify ${name}: ${variable}`))
  expect(untold).toEqual([
    'the lamp of the mailbox of b could not be put out (Unable to retrieve endpoint b)',
    expect.stringMatching(/ of c .*: load res_pjsip_notify\.so/) as string,
  ])
})

const answer = (response: string, message: string): PacketLines => [
  ['Response', response],
  ['Message', message],
]

/** As Asterisk 22 answers. */
const answers: readonly PacketLines[] = [
  answer('Success', 'NOTIFY sent'),
  answer('Error', 'Unable to retrieve endpoint b'),
  answer('Error', 'Invalid/unknown command: PJSIPNotify. Use Action: ListCommands to show available commands.'),
]
