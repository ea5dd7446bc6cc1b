import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HeldElsewhere, Lease, Leases } from '../../domain/kernel/leases.ts'

interface LeasesUnderTest {
  /** Those of a process of its own. `crash` ends it without a word. */
  process(): Leases & { crash(): Promise<void> }
  close(): Promise<void>
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 30_000, interval: 10 })

/** What every adapter of the Leases port promises (domain/kernel/leases.ts). Call it from the adapter's test file. */
export function leasesContract(name: string, make: () => Promise<LeasesUnderTest>): void {
  describe(name, () => {
    let under: LeasesUnderTest
    let ended: AbortController
    beforeEach(async () => {
      ended = new AbortController()
      under = await make()
    })
    afterEach(async () => {
      ended.abort()
      await under.close()
    })

    /** Asks for it and notes what comes of that. */
    function asking(leases: Leases, lease: string, signal = ended.signal) {
      const asked = { lease: undefined as Lease | undefined, isOver: false, heard: [] as HeldElsewhere[] }
      void leases.take(lease, { signal, onHeld: held => asked.heard.push(held) }).then(taken => {
        asked.lease = taken
        asked.isOver = true
      })
      return asked
    }

    async function taken(leases: Leases, name: string): Promise<Lease> {
      const asked = asking(leases, name)
      await until(() => asked.lease !== undefined).toBe(true)
      if (!asked.lease) throw new Error(`${name} was not given`)
      return asked.lease
    }

    test('one of two processes has it, the other waits and is told who has it', async () => {
      const lease = await taken(under.process(), 'sources/a')
      const other = asking(under.process(), 'sources/a')
      await until(() => other.heard.length).toBeGreaterThan(0)
      expect(other.heard[0]?.by).toMatch(/./)
      expect(other.isOver).toBe(false)
      expect(lease.lost.aborted).toBe(false)
    })

    test('leases of other names are other leases', async () => {
      await taken(under.process(), 'sources/a')
      await taken(under.process(), 'sources/b')
    })

    test('given back it goes to the one who waits', async () => {
      const lease = await taken(under.process(), 'sources/a')
      const other = asking(under.process(), 'sources/a')
      await until(() => other.heard.length).toBeGreaterThan(0)
      await lease.release()
      await until(() => other.lease !== undefined).toBe(true)
    })

    test('it goes to the one who waits when its process ends, and whoever had it is told that it is lost', async () => {
      const first = under.process()
      const lease = await taken(first, 'sources/a')
      const other = asking(under.process(), 'sources/a')
      await until(() => other.heard.length).toBeGreaterThan(0)
      await first.crash()
      await until(() => other.lease !== undefined).toBe(true)
      await until(() => lease.lost.aborted).toBe(true)
    })

    test('what the holder tells reaches those who wait, also one who comes later', async () => {
      const lease = await taken(under.process(), 'sources/a')
      const other = asking(under.process(), 'sources/a')
      await until(() => other.heard.length).toBeGreaterThan(0)
      lease.tell('all is well')
      await until(() => other.heard.at(-1)?.word).toBe('all is well')
      const late = asking(under.process(), 'sources/a')
      await until(() => late.heard.at(-1)?.word).toBe('all is well')
    })

    test('asked for twice in one process it is given once', async () => {
      const leases = under.process()
      const lease = await taken(leases, 'sources/a')
      const again = asking(leases, 'sources/a')
      const later = asking(leases, 'sources/c')
      await until(() => later.lease !== undefined).toBe(true)
      expect(again.isOver).toBe(false)
      await lease.release()
      await until(() => again.lease !== undefined).toBe(true)
      expect(again.lease?.lost.aborted).toBe(false)
    })

    test('whoever does not want it any more waits no longer, and does not get it', async () => {
      const lease = await taken(under.process(), 'sources/a')
      const wish = new AbortController()
      const other = asking(under.process(), 'sources/a', wish.signal)
      await until(() => other.heard.length).toBeGreaterThan(0)
      wish.abort()
      await until(() => other.isOver).toBe(true)
      expect(other.lease).toBeUndefined()
      await lease.release()
      await taken(under.process(), 'sources/a')
    })
  })
}
