import { expect, test } from 'vitest'
import type { EventStore } from '../domain/kernel/event-store.ts'
import { handleCommand } from '../domain/kernel/handle-command.ts'
import { sites, type SiteCommand } from '../domain/sites/sites.ts'
import { celFieldsOf } from './known-node.ts'
import { createMemoryEventStore } from './event-store/memory.ts'
import { registerPlace } from './registration.ts'

const send = (store: EventStore, command: SiteCommand) =>
  handleCommand(store, sites, command, { stream: 'site/paris', occurredAt: 1, actor: 'test', site: 'paris' })

test("the mapping of a node's CEL is that of its configured source, while it has one", async () => {
  const store = createMemoryEventStore()
  await registerPlace(store, { site: 'paris', node: 'pbx1', timeZone: 'Europe/Paris', actor: 'test' })
  expect(await celFieldsOf(store, 'paris', 'pbx1')).toBeUndefined()
  const celFields = ['uniqueid', 'eventtype', 'eventtime']
  const source = { name: 'cel', kind: 'cel_file', path: '/var/log/cel.csv', celFields } as const
  await send(store, { type: 'ConfigureSource', site: 'paris', node: 'pbx1', source })
  expect(await celFieldsOf(store, 'paris', 'pbx1')).toEqual(celFields)
  expect(await celFieldsOf(store, 'paris', 'pbx2')).toBeUndefined()
  await send(store, { type: 'RemoveSource', site: 'paris', node: 'pbx1', sourceName: 'cel' })
  expect(await celFieldsOf(store, 'paris', 'pbx1')).toBeUndefined()
})
