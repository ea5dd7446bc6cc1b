import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PanelChange } from '../../../domain/panels/panel-index.ts'
import { found, noon, visitAt, visits, withIndex, written, type MakeIndex } from './helpers.ts'

export function writeRules(make: MakeIndex): void {
  test(
    'what is over at a site is taken out, and nothing of others',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(
        written(
          visitAt('old', { at: noon - 1 }),
          visitAt('new', { at: noon }),
          visitAt('elsewhere', { at: noon - 1, site: 'lyon' }),
        ),
      )
      await index.removeBefore('paris', noon)
      await index.removeBefore('paris', noon)
      await refresh()
      expect((await found(index)).map(({ id }) => id).sort()).toEqual(['elsewhere', 'new'])
      expect(await index.held('VISIT', ['old'])).toEqual(new Set())
    }),
  )

  test(
    'a document comes back as it was written',
    withIndex(make, async ({ index, other, refresh }) => {
      const document = visitAt('paris/pbx1/1.1/1', {
        agents: ['paris/Agent/8001'],
        groups: ['paris/days'],
        waitSeconds: 4.25,
        talkSeconds: 60,
        version: 7,
        attributes: { callid: '1.1', queuedisplayname: 'Ventes "été" \\ ☎', flags: ['lostEnd'], visitnumber: 1 },
      })
      await index.write(written(document))
      await refresh()
      expect(await found(other)).toEqual([document])
    }),
  )

  test(
    'a newer version replaces an older one, an older one changes nothing, whatever the order and the batches',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(written(visitAt('a', { version: 5, outcome: 'ABANDONED' })))
      await index.write(written(visitAt('a', { version: 4, outcome: 'TIMEOUT' })))
      await index.write(
        written(visitAt('b', { version: 9, outcome: 'ABANDONED' }), visitAt('b', { version: 8, outcome: 'TIMEOUT' })),
      )
      await refresh()
      expect((await found(index)).map(({ id, outcome }) => [id, outcome])).toEqual([
        ['b', 'ABANDONED'],
        ['a', 'ABANDONED'],
      ])
    }),
  )

  test(
    'of two writes with one version the later counts: what is known of it may have grown',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(written(visitAt('a', { version: 5, outcome: 'OPEN' })))
      await index.write(written(visitAt('a', { version: 5, outcome: 'ANSWERED' })))
      await refresh()
      expect(await found(index)).toMatchObject([{ outcome: 'ANSWERED' }])
    }),
  )

  test(
    'a removed document is gone, and a late write does not bring it back; a newer one does',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(written(visitAt('a', { version: 5 })))
      await index.write([{ change: 'REMOVE', kind: 'VISIT', id: 'a', version: 6 }])
      await index.write(written(visitAt('a', { version: 5 })))
      await refresh()
      expect(await found(index)).toEqual([])
      expect(await index.held('VISIT', ['a'])).toEqual(new Set())
      await index.write(written(visitAt('a', { version: 7 })))
      await refresh()
      expect(await found(index)).toHaveLength(1)
    }),
  )

  test(
    'a removal that comes late leaves the newer document',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(written(visitAt('a', { version: 5 })))
      await index.write([{ change: 'REMOVE', kind: 'VISIT', id: 'a', version: 4 }])
      await refresh()
      expect(await found(index)).toHaveLength(1)
    }),
  )

  test(
    'an id names one document of each kind',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(written(visitAt('a'), visitAt('a', { kind: 'CALL', outcome: 'BUSY' })))
      await refresh()
      expect(await found(index, { kind: 'CALL' })).toMatchObject([{ kind: 'CALL', outcome: 'BUSY' }])
      expect(await found(index)).toMatchObject([{ kind: 'VISIT', outcome: 'ANSWERED' }])
      expect(await index.held('ROW', ['a'])).toEqual(new Set())
    }),
  )

  test(
    'what was just written is held, without waiting for questions to see it',
    withIndex(make, async ({ index, other }) => {
      await index.write(written(visitAt('a'), visitAt('b')))
      expect(await other.held('VISIT', ['a', 'b', 'c'])).toEqual(new Set(['a', 'b']))
      expect(await other.held('VISIT', [])).toEqual(new Set())
    }),
  )

  test(
    'more documents than one request takes are all written',
    withIndex(make, async ({ index }) => {
      const ids = Array.from({ length: 4500 }, (_, i) => `v${i}`)
      await index.write(written(...ids.map(id => visitAt(id))))
      expect((await index.held('VISIT', ids)).size).toBe(4500)
      await index.write([])
    }),
  )

  test('an index that is written late, twice and in any order ends the same', async () => {
    const change = fc.record({ id: fc.constantFrom('a', 'b', 'c'), version: fc.integer({ min: 1, max: 6 }) })
    // What a version is follows from id and version alone, as it does from the log.
    const changeOf = ({ id, version }: { id: string; version: number }): PanelChange =>
      (version + id.charCodeAt(0)) % 3 === 0
        ? { change: 'REMOVE', kind: 'VISIT', id, version }
        : { change: 'WRITE', document: visitAt(id, { version, outcome: `O${version}` }) }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(change, fc.nat()), { minLength: 1, maxLength: 12 }), async given => {
        const changes = given.map(([one]) => changeOf(one))
        const anyOrder = [...given].sort(([, a], [, b]) => a - b).map(([one]) => changeOf(one))
        const shuffled = [...anyOrder, ...changes.slice(0, 4)]
        const states = []
        for (const order of [changes, shuffled]) {
          const { index, refresh, close } = await make()
          for (let at = 0; at < order.length; at += 3) await index.write(order.slice(at, at + 3))
          await refresh()
          states.push(await found(index, visits))
          await close()
        }
        expect(states[1]).toEqual(states[0])
      }),
      { numRuns: 15 },
    )
  })

  test(
    'the standing is where it was moved to, also for others, and never goes back',
    withIndex(make, async ({ index, other }) => {
      expect(await index.checkpoint()).toEqual({ position: 0, meaning: '' })
      await index.moveTo({ position: 12, meaning: 'visits 1' })
      expect(await other.checkpoint()).toEqual({ position: 12, meaning: 'visits 1' })
      await other.moveTo({ position: 7, meaning: 'visits 1' })
      expect(await index.checkpoint()).toEqual({ position: 12, meaning: 'visits 1' })
    }),
  )
}
