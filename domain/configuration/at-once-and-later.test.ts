import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { StreamAppend } from '../kernel/event-store.ts'
import { callCenterCommands } from '../pbx-files/dialplan/testing/call-center.ts'
import type { ConfigurationCommand } from './commands.ts'
import { commandsBetween, differences } from './difference.ts'
import { handleChangeSet, type ChangeSetContext, type ChangeSetResult } from './handle-change-set.ts'
import { createConfigurationReader } from './history.ts'
import type { Configuration } from './configuration.ts'
import { kinds } from './kinds.ts'
import { applyScheduled, scheduleChangeSet } from './scheduled/schedule.ts'
import { arbitraryWishes, fulfilled } from './testing/any-command.ts'
import { testSeal } from './testing/given.ts'

const rules = { kinds, seal: testSeal }
const site = 'paris'
const context = (changeSetId: string, more: Partial<ChangeSetContext> = {}): ChangeSetContext => ({
  site,
  changeSetId,
  comment: null,
  actor: 'ann',
  occurredAt: 1,
  dryRun: false,
  ...more,
})

/** A call center of everything, as its log has it. */
async function world() {
  const store = createMemoryEventStore()
  const reader = createConfigurationReader(store, kinds)
  const made = await handleChangeSet(store, reader, { commands: callCenterCommands }, rules, context('first'))
  if (!made.accepted) throw new Error(JSON.stringify(made.rejections))
  const configuration = async () => (await reader.now(site)).configuration
  return { store, reader, before: made.after, configuration }
}

/** Wishes, of which one in three or so comes to something, and where in what came to something a change set ends. */
const wishes = fc.record({ wished: arbitraryWishes(12), commands: fc.integer({ min: 1, max: 3 }) })
type Wishes = typeof wishes extends fc.Arbitrary<infer W> ? W : never

/** Commands each of which is accepted by itself, behind the others. */
const commandsOf = (before: Configuration, { wished, commands }: Wishes): readonly ConfigurationCommand[] =>
  fulfilled(before, wished)
    .slice(0, commands)
    .map(({ command }) => command)

/** What of a result does not tell of the log's positions. */
const verdict = (result: ChangeSetResult) =>
  result.accepted ? { events: result.events } : { rejections: result.rejections }

test('change sets that are sent at once come to what they come to one after the other, in one of the orders', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), wishes, wishes, fc.nat(3), async (turns, one, other, alike) => {
      const { store, reader, before, configuration } = await world()
      const first = commandsOf(before, one)
      const sets = [first, [...first.slice(0, alike), ...commandsOf(before, other)]]
      const log = { append: turns.scheduleFunction((appends: readonly StreamAppend[]) => store.append(appends)) }
      const slowly = { ...reader, now: turns.scheduleFunction((of: string) => reader.now(of)) }
      const sent = sets.map((commands, i) => handleChangeSet(log, slowly, { commands }, rules, context(`c${i}`)))
      const results = await turns.waitFor(Promise.all(sent))
      const found = JSON.stringify([results.map(verdict), commandsBetween(before, await configuration(), kinds)])

      const orders = [
        [0, 1],
        [1, 0],
      ].map(async order => {
        const alone = await world()
        const verdicts: unknown[] = []
        for (const i of order)
          verdicts[i] = verdict(
            await handleChangeSet(alone.store, alone.reader, { commands: sets[i] ?? [] }, rules, context(`c${i}`)),
          )
        return JSON.stringify([verdicts, commandsBetween(before, await alone.configuration(), kinds)])
      })
      expect(await Promise.all(orders), JSON.stringify(sets)).toContain(found)
    }),
    { numRuns: 40 },
  )
})

test('change sets for later come at their times to what somebody comes to who sends them by hand then', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ effectiveAt: fc.integer({ min: 100, max: 105 }), said: wishes }), {
        minLength: 1,
        maxLength: 6,
      }),
      async changes => {
        const [later, byHand] = [await world(), await world()]
        const scheduled: {
          readonly id: string
          readonly at: number
          readonly commands: readonly ConfigurationCommand[]
        }[] = []
        for (const [i, { effectiveAt, said }] of changes.entries()) {
          const commands = commandsOf(later.before, said)
          const origin = { ...context(`c${i}`, { occurredAt: 10 }), effectiveAt }
          const { accepted } = await scheduleChangeSet(later.store, later.reader, { commands }, rules, origin)
          if (accepted) scheduled.push({ id: `c${i}`, at: effectiveAt, commands })
        }
        expect(differences(later.before, await later.configuration(), kinds)).toEqual([])
        for (const { id, at, commands } of scheduled.toSorted((a, b) => a.at - b.at)) {
          const applied = await applyScheduled(later.store, later.reader, rules, { site, changeSetId: id }, () => at)
          const sent = await handleChangeSet(byHand.store, byHand.reader, { commands }, rules, context(id))
          expect(applied?.state).toBe(sent.accepted ? 'APPLIED' : 'REFUSED')
          const rejections = sent.accepted ? [] : sent.rejections
          expect(applied?.rejections ?? []).toEqual(rejections)
          const present = await later.configuration()
          expect(differences(await byHand.configuration(), present, kinds)).toEqual([])
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('two who define the same queue at once: one makes it, the other is told that it is there', async () => {
  const { store, reader } = await world()
  const define = (displayName: string) => ({ commands: [{ defineQueue: { name: 'new', displayName } }] })
  const results = await Promise.all(
    ['Ours', 'Theirs'].map(name => handleChangeSet(store, reader, define(name), rules, context(name))),
  )
  expect(results.map(({ accepted }) => accepted).sort()).toEqual([false, true])
  expect(results.find(({ accepted }) => !accepted)).toMatchObject({ rejections: [{ rule: 'taken' }] })
})
