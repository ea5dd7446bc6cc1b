import { describe } from 'vitest'
import { appendRules } from './contract/append.ts'
import type { MakeStore } from './contract/helpers.ts'
import { raceRules } from './contract/races.ts'
import { readRules } from './contract/read.ts'
import { subscribeRules } from './contract/subscribe.ts'

/** What every adapter of the EventStore port promises (domain/kernel/event-store.ts). Call it from the adapter's test file. */
export function eventStoreContract(name: string, make: MakeStore): void {
  describe(name, () => {
    describe('append', () => appendRules(make))
    describe('read', () => readRules(make))
    describe('subscribe', () => subscribeRules(make))
    describe('races', () => raceRules(make))
  })
}
