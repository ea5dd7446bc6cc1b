import { expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { eventsOf, place, rawLines, rowsOf } from '../testing/rows.ts'
import type { FactTransport } from './fact-transport.ts'

/** A way into a log, from a node that can end and begin again. */
export interface Way {
  readonly store: EventStore
  /** As a process that begins, after the one before has ended without a word. */
  open(): Promise<FactTransport>
  /** Waits until everything that was taken over is in the log. */
  arrived(): Promise<void>
  end(): Promise<void>
}

const line = (second: number, event = 'ABANDON'): string =>
  `${1_795_233_000 + second}|1.1|sales|NONE|${event}|1|1|${second}`
const placeOf = { source: 'a follower' }

/** Rules of FactTransport that every adapter passes. */
export function factTransportContract(make: () => Promise<Way>): void {
  const withWay = (work: (way: Way) => Promise<void>) => async () => {
    const way = await make()
    try {
      await work(way)
    } finally {
      await way.end()
    }
  }

  test(
    'rows are in the log in their order, and the cursor is the one that was given last',
    withWay(async way => {
      const facts = await way.open()
      expect(await facts.cursor('queue_log')).toBeUndefined()
      const sink = facts.sink('queue_log', { start: 'anywhere' })
      await sink.write(rowsOf([line(1), line(2)]), { ...placeOf, offset: 20 })
      await sink.write(rowsOf([line(3)]), { ...placeOf, offset: 30 })
      await sink.write([], { ...placeOf, offset: 35 })
      await way.arrived()
      expect(await rawLines(way.store)).toEqual([line(1), line(2), line(3)])
      expect(await facts.cursor('queue_log')).toMatchObject({ ...placeOf, offset: 35 })
      expect(await facts.cursor('cel')).toBeUndefined()
    }),
  )

  test(
    'who begins again finds the cursor of what was taken over, and goes on behind it',
    withWay(async way => {
      const first = await way.open()
      await first.sink('queue_log', { start: 'anywhere' }).write(rowsOf([line(1)]), { ...placeOf, offset: 10 })
      const second = await way.open()
      expect(await second.cursor('queue_log')).toMatchObject({ offset: 10 })
      // What equals the line before is another one: it stands behind the cursor.
      await second
        .sink('queue_log', { start: 'at-cursor' })
        .write(rowsOf([line(1), line(2)]), { ...placeOf, offset: 30 })
      await way.arrived()
      expect(await rawLines(way.store)).toEqual([line(1), line(1), line(2)])
    }),
  )

  test(
    'rows that begin anywhere are left out where the log holds them, and two equal ones of them are two',
    withWay(async way => {
      const first = await way.open()
      await first.sink('queue_log', { start: 'anywhere' }).write(rowsOf([line(1), line(2), line(2)]), placeOf)
      await way.arrived()
      const second = await way.open()
      const sink = second.sink('queue_log', { start: 'anywhere' })
      await sink.write(rowsOf([line(1), line(2)]), placeOf)
      await sink.write(rowsOf([line(2), line(3), line(3)]), placeOf)
      await way.arrived()
      expect(await rawLines(way.store)).toEqual([line(1), line(2), line(2), line(3), line(3)])
    }),
  )

  test(
    'unreadable rows are quarantined, and kinds keep apart',
    withWay(async way => {
      const facts = await way.open()
      await facts.sink('queue_log', { start: 'anywhere' }).write(rowsOf(['no row at all', line(1)]), placeOf)
      const columns = ['eventtype', 'eventtime', 'uniqueid', 'linkedid']
      const form = { kind: 'cel', form: 'csv', delimiter: ',', columns, header: undefined } as const
      const rows = rowsOf(['CHAN_START,1795233001.5,1.2,1.1'], form)
      await facts.sink('cel', { start: 'anywhere' }).write(rows, { source: 'another' })
      await way.arrived()
      expect((await eventsOf(way.store, 'quarantine')).map(({ data }) => data)).toMatchObject([
        { raw: 'no row at all' },
      ])
      expect(await eventsOf(way.store, 'cel')).toMatchObject([{ ...place, data: { eventtype: 'CHAN_START' } }])
      expect(await facts.cursor('cel')).toMatchObject({ source: 'another' })
      expect(await facts.cursor('queue_log')).toMatchObject(placeOf)
    }),
  )
}
