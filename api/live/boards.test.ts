import { describe, expect, test } from 'vitest'
import type { Identity } from '../../domain/access/identity.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { Scope } from '../../projections/scope.ts'
import { mayOf } from '../auth/may.ts'
import { holder } from '../testing/ask.ts'
import { emptyReports, fakeEngine, fakePorts, knownQueues, only, paris } from '../testing/fakes.ts'
import { createBoards } from './boards.ts'
import { watchQueues, watchTrunks } from './watch.ts'

describe('a watched board', () => {
  const world = () => {
    const known = [...knownQueues]
    const scopes: Scope[] = []
    const reports = {
      ...emptyReports,
      knownQueues: () => Promise.resolve(known),
      queueBoard({ scope }: { scope: Scope }) {
        scopes.push(scope)
        return Promise.resolve([])
      },
    }
    const engine = fakeEngine()
    const ports = fakePorts(createMemoryEventStore(), { reports, engine: engine.port })
    const boards = createBoards(ports)
    const watch = (identity: Identity, queues?: string[]) =>
      watchQueues(
        { ...ports, boards, identity, may: mayOf(identity, reports), gone: new AbortController().signal },
        queues,
        [],
      )
    return { known, scopes, engine, ports, boards, watch }
  }

  test('is one for all who were granted the same and ask for the same', async () => {
    const { boards, watch } = world()
    const [one, two] = [holder('analyst'), { ...holder('administrator'), label: 'Bob' }]
    await Promise.all([
      watch(one),
      watch(two),
      watch(one, ['sales']),
      watch(holder('supervisor', { queues: ['lyon/*'] })),
    ])
    expect(boards.queues.watched()).toBe(3)
    boards.queues.close()
  })

  test('of trunks is not one for those who see different sites by their numbers alone', async () => {
    const { ports, boards } = world()
    const sites = () => Promise.resolve([{ ...paris, site: 'lyon', displayName: 'Lyon' }, paris])
    const reports = { ...emptyReports, sites }
    const opened = async (identity: Identity) => {
      const context = { ...ports, reports, boards, identity, may: mayOf(identity, reports) }
      await watchTrunks({ ...context, gone: new AbortController().signal }, null)
    }
    const byNumber = (incall: string) => holder('supervisor', { queues: [], agents: [], incalls: [incall] })
    await opened(byNumber('lyon/0123@from-extern'))
    await opened(byNumber('paris/0456@from-extern'))
    await opened(byNumber('paris/0456@from-extern'))
    expect(boards.trunks.watched()).toBe(2)
    boards.trunks.close()
  })

  test('shows a queue that is new at a site to whoever may see the whole site', async () => {
    const { known, scopes, engine, boards, watch } = world()
    const board = await watch(holder('supervisor', { queues: ['lyon/*'] }))
    await board.next()
    known.push({ site: 'lyon', name: 'night' }, { site: 'paris', name: 'night' })
    engine.commit()
    await board.next()
    expect(scopes).toEqual([only('lyon/sales'), only('lyon/sales', 'lyon/night')])
    boards.queues.close()
  })
})
