import { once } from 'node:events'
import { appendFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askServer } from '../../infra/server/ask-server.ts'
import { createWorkplace, printed, type Workplace } from './ringledger.ts'

let workplace: Workplace
beforeAll(async () => void (workplace = await createWorkplace()))
afterAll(() => workplace.clear())

const soon = { timeout: 30_000, interval: 100 }

test('a collector and its server are killed in turn while a log grows and is rotated: every line is there once', async () => {
  const file = path.join(workplace.folder, 'queue_log')
  const now = Math.floor(Date.now() / 1000)
  const line = (n: number) => `${now + n}|${now}.${n}|sales|NONE|ABANDON|1|1|${n}`
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => `${line(from + n)}\n`).join('')
  await writeFile(file, lines(0, 50))

  const serve = () => workplace.start(['serve', '--port', '0'])
  const first = serve()
  const [, begun = '', administrator = ''] = await printed(first, /at (http:\S+)[\s\S]*Administrator: (\S+)/)
  let address = begun
  const { stdout } = await workplace.run([
    'token',
    'create',
    '--role',
    'collector',
    '--node',
    'paris/*',
    '--label',
    'pbx1',
  ])
  const tokenFile = path.join(workplace.folder, 'token')
  await writeFile(tokenFile, stdout)
  const collect = () =>
    workplace.start([
      'collect',
      '--server',
      address,
      '--token-file',
      tokenFile,
      '--site',
      'paris',
      '--node',
      'pbx1',
      '--time-zone',
      'UTC',
      '--queue-log',
      file,
      '--spool',
      path.join(workplace.folder, 'spool'),
    ])

  /** The numbers of the lines that the log has, in its order. */
  const there = async (): Promise<readonly number[]> => {
    const query = '{ events(first: 1000, filter: { types: ["QueueLogRowRecorded"] }) { edges { node { raw } } } }'
    const { data } = await askServer(address, administrator, { query })
    const { events } = data as { events: { edges: { node: { raw: string } }[] } }
    return events.edges.map(({ node }) => Number(node.raw.split('|').at(-1)))
  }
  const sourceState = async (): Promise<unknown> => {
    const { data } = await askServer(address, administrator, { query: '{ status { sources { names state } } }' })
    return (data as { status: { sources: unknown[] } }).status.sources
  }
  const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)

  const one = collect()
  await expect.poll(there, soon).toEqual(upTo(50))
  await expect.poll(sourceState, soon).toEqual([{ names: ['collector'], state: 'LIVE' }])

  first.kill('SIGKILL')
  await once(first, 'exit')
  await appendFile(file, lines(50, 80))
  one.kill('SIGKILL')
  await once(one, 'exit')
  await appendFile(file, lines(80, 90))
  await rename(file, `${file}.1`)
  await writeFile(file, lines(90, 100))
  ;[, address = ''] = await printed(serve(), /at (http:\S+)/)
  const two = collect()
  await expect.poll(there, soon).toEqual(upTo(100))

  two.kill('SIGTERM')
  expect(await once(two, 'exit')).toEqual([0, null])
  await appendFile(file, lines(100, 101))
  const three = collect()
  await expect.poll(there, soon).toEqual(upTo(101))
  expect((await workplace.run(['audit', 'verify'])).code).toBe(0)
  three.kill('SIGTERM')
  await once(three, 'exit')
})
