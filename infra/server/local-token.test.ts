import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { firstToken, readLocalToken } from './local-token.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'first-token-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const tokenIdsIn = async (store: EventStore): Promise<string[]> => {
  const ids: string[] = []
  for await (const { events } of store.readAll({ types: ['TokenIssued'] }))
    ids.push(...events.map(({ data }) => (data as { tokenId: string }).tokenId))
  return ids
}

test('the first token is kept in the data directory, and issued once', async () => {
  const store = createMemoryEventStore()
  const { bearer, isNew } = await firstToken(store, folder)
  expect(isNew).toBe(true)
  expect(readLocalToken(folder)).toBe(bearer)
  expect(await firstToken(store, folder)).toEqual({ bearer, isNew: false })
})

test('a first start that is killed before the token is issued, or while it is, locks nobody out', async () => {
  const store = createMemoryEventStore()
  const killed: EventStore = {
    ...store,
    append() {
      expect(readLocalToken(folder)).toMatch(/^rl_/)
      return Promise.reject(new Error('killed'))
    },
  }
  await expect(firstToken(killed, folder)).rejects.toThrow('killed')
  const { bearer } = await firstToken(store, folder)
  expect(readLocalToken(folder)).toBe(bearer)
  expect(await tokenIdsIn(store)).toEqual([bearer?.split('_')[1]])
})
