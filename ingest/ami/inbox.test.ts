import { expect, test } from 'vitest'
import { createInbox } from './inbox.ts'

function inboxWithFlow() {
  const flow: string[] = []
  const inbox = createInbox({ pause: () => flow.push('pause'), resume: () => flow.push('resume') })
  return { flow, inbox }
}

const event = (packet: string) => ({ packet, receivedAt: 1 })

test('what is pushed is taken in order, also by whoever waits', async () => {
  const { inbox } = inboxWithFlow()
  const waiting = inbox.take()
  inbox.push(event('a'))
  inbox.push(event('b'))
  expect(await waiting).toEqual([event('a'), event('b')])
  inbox.nudge()
  expect(await inbox.take()).toEqual([])
  inbox.push(event('c'))
  inbox.close()
  expect(await inbox.take()).toEqual([event('c')])
  expect(await inbox.take()).toBeUndefined()
})

test('a PBX that says more than is stored is told to wait, and to go on when half of it is', async () => {
  const { flow, inbox } = inboxWithFlow()
  const packet = 'x'.repeat(8_000)
  for (let n = 0; n < 3_000; n++) inbox.push(event(packet))
  expect(flow).toEqual(['pause'])
  expect(await inbox.take()).toHaveLength(2_000)
  expect(flow).toEqual(['pause', 'resume'])
  expect(await inbox.take()).toHaveLength(1_000)
  expect(inbox.isEmpty()).toBe(true)
  expect(flow).toEqual(['pause', 'resume'])
})
