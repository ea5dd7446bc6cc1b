import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { PbxProblem } from '../../domain/roll-out/pbx.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { followMemberships, type MembershipsFollower } from './follow.ts'

let store: EventStore
let follower: MembershipsFollower | undefined
let asked: string[]
let now: number
let isAway: boolean
const warned: string[] = []

beforeEach(() => {
  store = createMemoryEventStore()
  asked = []
  now = 1_000_000_000
  isAway = false
  warned.length = 0
})
afterEach(async () => {
  await follower?.stop()
  follower = undefined
})

const tell = (type: string, site: string) =>
  store.append([{ stream: `x/${site}`, expected: 'any', events: [{ type, site, occurredAt: 0, data: {} }] }])

function follow(): void {
  const bringMemberships = (site: string) => {
    asked.push(site)
    return isAway ? Promise.reject(new PbxProblem('nobody there')) : Promise.resolve([])
  }
  const log = (level: string, message: string): void => {
    if (level === 'warn') warned.push(message)
  }
  follower = followMemberships({ store, agentActions: { bringMemberships }, clock, log, everyMs: 2 })
}
/** The follower asks the time at every look. */
let looks = 0
const clock = () => {
  looks++
  return now
}
const soon = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 5 })
const times = (count: number) => soon(() => expect(asked).toEqual(Array<string>(count).fill('paris')))

test('a site is looked at after its roll-out and after each change of its configuration; one that is not ours never', async () => {
  follow()
  await tell('ChangeSetApplied', 'lyon')
  await tell('ConfigurationApplied', 'paris')
  await times(1)
  await tell('ChangeSetApplied', 'paris')
  await times(2)
})

test('without a change it is looked at once a minute: somebody may have logged in by phone', async () => {
  await tell('ConfigurationApplied', 'paris')
  follow()
  await times(1)
  now += 59_000_000
  const before = looks
  await soon(() => expect(looks).toBeGreaterThan(before + 2))
  await times(1)
  now += 1_000_000
  await times(2)
})

test('a PBX that does not answer is asked again, later each time, and told of once', async () => {
  isAway = true
  await tell('ConfigurationApplied', 'paris')
  follow()
  await times(1)
  now += 10_000
  await times(2)
  isAway = false
  now += 10_000
  await times(3)
  expect(warned).toEqual(['The queues of agents could not be brought to the PBX of paris: nobody there'])
})
