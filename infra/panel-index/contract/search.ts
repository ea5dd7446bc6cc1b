import { expect, test } from 'vitest'
import { noon, visitAt, visits, withIndex, written, type MakeIndex } from './helpers.ts'

export function searchRules(make: MakeIndex): void {
  test(
    'documents come page by page, the newest first; those of one instant by id',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(
        written(visitAt('a', { at: noon - 5 }), visitAt('b'), visitAt('c'), visitAt('d', { at: noon + 5 })),
      )
      await refresh()
      const first = await index.search(visits, { first: 3 })
      expect(first.documents.map(({ id }) => id)).toEqual(['d', 'c', 'b'])
      const next = first.next ?? { at: -1, id: 'no further page' }
      await index.write(written(visitAt('new', { at: noon + 9 })))
      await refresh()
      const second = await index.search(visits, { first: 3, after: next })
      expect(second.documents.map(({ id }) => id)).toEqual(['a'])
      expect(second.next).toBeUndefined()
    }),
  )

  test(
    'a document is found as it was written',
    withIndex(make, async ({ index, refresh }) => {
      const document = visitAt('a', {
        version: 7,
        queueNames: ['paris/Sales Europe'],
        agents: ['paris/Agent/8001', 'paris/Agent/8002'],
        groups: [null, 'paris/days'],
        direction: 'INBOUND',
        waitSeconds: 4.25,
        attributes: {
          callid: 'a',
          queuedisplayname: 'Sales Europe',
          recorded: true,
          queues: ['sales'],
          missedrings: 2,
        },
      })
      await index.write(written(document))
      await refresh()
      const { documents } = await index.search(visits, { first: 10 })
      expect(documents).toEqual([document])
    }),
  )

  test(
    'only what the asker may see is found',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(written(visitAt('a'), visitAt('b', { queues: ['paris/support'] })))
      await refresh()
      const visible = { queues: ['paris/support'], agents: [], byAgent: 'ALWAYS' } as const
      const { documents } = await index.search({ ...visits, visible }, { first: 10 })
      expect(documents.map(({ id }) => id)).toEqual(['b'])
    }),
  )
}
