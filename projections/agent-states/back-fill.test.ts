import { expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { nothingClosed, type TableWrite } from '../../domain/kernel/projection.ts'
import { logUpTo } from '../engine/bounded-log.ts'
import { memoryTables } from '../queue-visits/testing/memory-tables.ts'
import { foldOver } from './fold.ts'
import { cramped, eventsOf, factsFrom, folded, logOf, siteRegistered } from './testing/folding.ts'
import { storedInMemory } from './testing/stored-in-memory.ts'

const agents = ['Agent/8001', 'Agent/8002', 'Agent/8003']

/** A morning of three agents, each at his line. */
const dayOf = (day: number) =>
  factsFrom(
    [
      'time | callid | queue | agent | event | data',
      ...agents.flatMap((agent, index) => {
        const at = (second: number) => day * 86_400 + 30_000 + index * 1000 + second
        return [
          `${at(0)} | NONE | NONE | ${agent} | AGENTCALLBACKLOGIN | 100${index}@default`,
          `${at(60)} | c${day} | sales | ${agent} | CONNECT | 4|c1.2|3`,
          `${at(90)} | c${day} | sales | ${agent} | COMPLETEAGENT | 4|30|1`,
          `${at(900)} | NONE | NONE | ${agent} | AGENTCALLBACKLOGOFF | 100${index}@default|900|`,
        ]
      }),
    ].join('\n'),
  )

const capacity = { ...cramped, putOff: 1000 }

const days = (first: number, count: number) => Array.from({ length: count }, (_, index) => dayOf(first + index)).flat()

const ofADay = 4 * agents.length

interface Import {
  readonly rows: readonly NewEvent[]
  readonly rowsOfPage?: number
  /** Pages wait for one another where the fold lets them, as while the engine catches up. */
  readonly isPutOff?: boolean
}

/** What importing older days, a page each, takes when the log holds this many later ones. */
async function workBehind(laterDays: number, { rows, rowsOfPage = ofADay, isPutOff = false }: Import) {
  const later = [siteRegistered(), ...days(100, laterDays)]
  const store = await logOf([...later, ...rows])
  const events = await eventsOf(store)
  const tables = memoryTables()
  const stored = storedInMemory(tables)
  const work = { daysRead: 0, questions: 0, entriesRead: 0, rowsWritten: 0 }
  let bound = 0
  const bounded = logUpTo(store, () => bound)
  const log: Pick<EventStore, 'readStream' | 'readTagged'> = {
    readTagged: (...asked) => bounded.readTagged(...asked),
    readStream(stream, options) {
      // The ends that CEL tells are read besides, once: all of them (site-days.ts).
      if (options?.occurredWithin) work.daysRead++
      return bounded.readStream(stream, options)
    },
  }
  const counting: typeof stored = {
    ...stored,
    async entriesWithin(stretches) {
      const found = await stored.entriesWithin(stretches)
      work.questions++
      work.entriesRead += found.flat().length
      return found
    },
  }
  const fold = await foldOver(counting, log, { position: 0, closedBefore: nothingClosed }, capacity)
  const write = (writes: readonly TableWrite[]) => {
    for (const { insert, replace, remove } of writes) work.rowsWritten += insert.length + replace.length + remove.length
    tables.apply(writes)
  }
  const page = async (from: number, to: number) => {
    const taken = events.slice(from, to)
    bound = taken.at(-1)?.position ?? bound
    if (!isPutOff || !fold.putOff?.(taken)) write(await fold.page(taken))
  }
  await page(0, later.length)
  Object.assign(work, { daysRead: 0, questions: 0, entriesRead: 0, rowsWritten: 0 })
  for (let from = later.length; from < events.length; from += rowsOfPage) await page(from, from + rowsOfPage)
  write(await fold.page([]))
  tables.apply(fold.keptBack?.() ?? [])
  expect(tables.dump()).toEqual((await folded(store, { sizes: [1e6] })).dump())
  return work
}

test('days that come behind later ones cost as much, however many later ones there are', async () => {
  const rows = days(10, 5)
  const behindMany = await workBehind(70, { rows })
  expect(await workBehind(100, { rows })).toEqual(behindMany)
  // The log is read once for the page's own day and for the later ones until the state is as it was: three, for an agent's newest three
  // calls are part of it (calls.ts).
  expect(behindMany.daysRead).toBe(5 * (1 + 3))
  // However many agents a page has rows of.
  expect(behindMany.questions).toBe(5 * 2)
})

test('older days in pages that are put off are folded together, and what is behind them once', async () => {
  const { daysRead } = await workBehind(70, { rows: days(10, 5), isPutOff: true })
  expect(daysRead).toBe(5 + 3)
})

test('where a page has old rows and rows of today, the days between them are left alone', async () => {
  const mixed = (laterDays: number) =>
    workBehind(laterDays, { rows: [...dayOf(10), ...dayOf(100 + laterDays)], rowsOfPage: 2 * ofADay })
  const { daysRead, rowsWritten } = await mixed(70)
  expect(daysRead).toBe(1 + 3 + 1)
  expect(await mixed(140)).toMatchObject({ daysRead, rowsWritten })
})
