import { appendFile, chmod, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent, type Log } from '../../domain/kernel/log.ts'
import { rowsOf } from '../testing/rows.ts'
import { openSpool, SpoolFull, type Spool } from './spool.ts'

let directory = ''
const open: Spool[] = []
const gone: Spool[] = []
beforeEach(async () => void (directory = await mkdtemp(path.join(os.tmpdir(), 'spool-'))))
afterEach(async () => {
  for (const spool of [...open.splice(0), ...gone.splice(0)]) await spool.close()
  await rm(directory, { recursive: true, force: true })
})

async function opened(options: Partial<Parameters<typeof openSpool>[0]> = {}): Promise<Spool> {
  const spool = await openSpool({ directory, log: silent, begin: () => Promise.resolve({}), ...options })
  open.push(spool)
  return spool
}

/** Its process is gone: it writes nothing to the directory any more. */
const crashed = (): void => void gone.push(...open.splice(0))

const row = (n: number): string => `${1_795_233_000 + n}|1.${n}|sales|NONE|ABANDON|1|1|${n}`
const record = (n: number, kind: 'queue_log' | 'cel' = 'queue_log') => ({
  kind,
  anew: n === 1,
  rows: rowsOf([row(n)]),
  cursor: { at: n },
})
const seqs = async (spool: Spool, bytes = Infinity) => (await spool.oldest(bytes)).map(({ seq }) => seq)
const filesIn = async () => (await readdir(directory)).filter(name => name.endsWith('.jsonl'))

test('records wait in their order until they are taken, over the end of the process', async () => {
  const first = await opened()
  await Promise.all([1, 2, 3].map(n => first.append(record(n))))
  expect(first.waiting().records).toBe(3)
  crashed()
  const second = await opened()
  expect(second.id).toBe(first.id)
  expect(second.cursor('queue_log')).toEqual({ at: 3 })
  const [one, two] = await second.oldest(Infinity)
  expect(one).toMatchObject({ seq: 1, after: 0, kind: 'queue_log', anew: true, cursor: { at: 1 } })
  expect(one?.rows).toMatchObject([{ fact: { raw: row(1) } }])
  expect(two).toMatchObject({ seq: 2, after: 1, anew: false })
  await second.taken(2)
  expect(await seqs(second)).toEqual([3])
  await second.append(record(4))
  expect(await seqs(second)).toEqual([3, 4])
  await second.close()
  crashed()
  const third = await opened()
  expect(await seqs(third)).toEqual([3, 4])
  expect(third.waiting()).toMatchObject({ records: 2 })
})

test('the record before is that of the same kind', async () => {
  const spool = await opened()
  for (const kind of ['queue_log', 'cel', 'cel', 'queue_log'] as const) await spool.append(record(1, kind))
  expect((await spool.oldest(Infinity)).map(({ after }) => after)).toEqual([0, 0, 2, 1])
})

test('as much is read at once as is asked for, and one record at least', async () => {
  const spool = await opened()
  for (const n of [1, 2, 3, 4]) await spool.append(record(n))
  const size = spool.waiting().bytes / 4
  expect(await seqs(spool, 1)).toEqual([1])
  expect(await seqs(spool, size * 2.5)).toEqual([1, 2])
  expect(await seqs(spool, size * 4.5)).toEqual([1, 2, 3, 4])
})

test('files whose records were taken are removed, and their cursors stay known', async () => {
  const spool = await opened({ fileBytes: 1 })
  await spool.append(record(1, 'cel'))
  for (const n of [2, 3, 4]) await spool.append(record(n))
  expect(await filesIn()).toHaveLength(4)
  await spool.oldest(Infinity)
  await spool.taken(3)
  expect(await filesIn()).toHaveLength(1)
  expect(await seqs(spool)).toEqual([4])
  crashed()
  const again = await opened()
  expect(again.cursor('cel')).toEqual({ at: 1 })
  expect(await seqs(again)).toEqual([4])
  await again.oldest(Infinity)
  await again.taken(4)
  await again.append(record(5, 'cel'))
  expect((await again.oldest(Infinity))[0]).toMatchObject({ seq: 5, after: 1 })
})

test('a new one begins where the server says that the node stands', async () => {
  const spool = await opened({ begin: () => Promise.resolve({ ami: { heardAt: 7 } }) })
  expect([spool.cursor('ami'), spool.cursor('cel')]).toEqual([{ heardAt: 7 }, undefined])
  crashed()
  expect((await opened({ begin: () => Promise.reject(new Error('not asked again')) })).cursor('ami')).toEqual({
    heardAt: 7,
  })
})

test('a full one takes nothing more until the server has taken some, and says what to do', async () => {
  const spool = await opened({ mostBytes: 500 })
  await spool.append(record(1))
  await spool.append(record(2))
  const fault: unknown = await spool.append(record(3)).catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(SpoolFull)
  expect((fault as Error).message).toMatch(/is full.*--spool-limit/s)
  await spool.oldest(Infinity)
  await spool.taken(2)
  await spool.append(record(3))
  expect(await seqs(spool)).toEqual([3])
})

test('whatever a crash left of the last line is taken away, and everything before it is there', async () => {
  const spool = await opened()
  for (const n of [1, 2, 3]) await spool.append(record(n))
  crashed()
  const [name = ''] = await filesIn()
  const file = path.join(directory, name)
  const whole = await readFile(file)
  const ends = [...whole.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), fc.uint8Array({ maxLength: 20 }), async (cut, junk) => {
      await writeFile(file, whole)
      await truncate(file, cut)
      // Blocks that were promised to the file and never written are noughts.
      if (cut < whole.length) await appendFile(file, Buffer.from(junk).fill(0))
      const complete = ends.filter(end => end <= cut).length
      const again = await opened()
      expect(await seqs(again)).toEqual([1, 2, 3].slice(0, complete))
      await again.append(record(9))
      expect(await seqs(again)).toEqual([...[1, 2, 3].slice(0, complete), complete + 1])
      crashed()
    }),
  )
})

test('the beginning of a line that was cut off is told, and no record that was promised is', async () => {
  const spool = await opened()
  await spool.append(record(1))
  crashed()
  const [name = ''] = await filesIn()
  await appendFile(path.join(directory, name), '0badc0de {"seq":2')
  const told: string[] = []
  const log: Log = (level, message) => void told.push(`${level}: ${message}`)
  await opened({ log })
  expect(told).toEqual([expect.stringMatching(/^warn: .*\.jsonl ended in the middle of a record, as after a crash/)])
  expect((await stat(path.join(directory, name))).size).toBe(open[0]?.waiting().bytes)
})

test.each([1, Infinity])(
  'damage in front of whole records is named, and nothing is taken for whole (%d bytes a file)',
  async fileBytes => {
    const spool = await opened({ fileBytes })
    for (const n of [1, 2]) await spool.append(record(n))
    crashed()
    const [name = ''] = await filesIn()
    const file = path.join(directory, name)
    await writeFile(file, (await readFile(file, 'utf8')).replace('sales', 'sails'))
    await expect(opened()).rejects.toThrow(/0000000000000001\.jsonl is damaged: at byte 0/)
  },
)

test('is for its owner only, also where its directory was there before: it holds who called whom', async () => {
  await chmod(directory, 0o755)
  await (await opened()).append(record(1))
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
})
