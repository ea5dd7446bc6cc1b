import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { projections } from '../../infra/projections.ts'
import { createWorkplace, type Workplace } from './ringledger.ts'

const corpus = path.join(import.meta.dirname, '..', 'corpus', 'asterisk-20')
const place = ['--site', 'lab', '--node', 'pbx1', '--time-zone', 'UTC']

let workplace: Workplace

beforeAll(async () => {
  workplace = await createWorkplace()
})

afterAll(() => workplace.clear())

test('status of a data directory in which nothing has happened yet says so', async () => {
  expect(await workplace.json(['status'])).toMatchObject({
    server: null,
    position: 0,
    sources: [],
    newest: [],
    purged: [],
  })
})

test('a file is imported once, however often it is given', async () => {
  const words = [
    'import',
    ...place,
    '--queue-log',
    path.join(corpus, 'queue_log'),
    '--cel',
    path.join(corpus, 'cel.csv'),
    '--wait',
  ]
  expect(await workplace.json(words)).toMatchObject({
    read: 12_233,
    appended: 12_233,
    duplicates: 0,
    quarantined: 0,
    warnings: [],
  })
  expect(await workplace.json(words)).toMatchObject({ read: 12_233, appended: 0, duplicates: 12_233, quarantined: 0 })
  expect(
    await workplace.json(['import', ...place, '--queue-log', path.join(corpus, 'queue_log_table.csv')]),
  ).toMatchObject({ appended: 0 })
})

test("a known site keeps its zone; the zone given is that of the node's clock", async () => {
  const words = ['import', '--site', 'lab', '--node', 'pbx2', '--time-zone', 'Europe/Paris']
  const file = path.join(workplace.folder, 'paris.csv')
  await writeFile(file, 'time,callid,queuename,agent,event,data1\n2026-07-01 12:00:00,NONE,NONE,NONE,QUEUESTART,\n')
  expect(await workplace.json([...words, '--queue-log', file])).toMatchObject({ appended: 1, warnings: [] })
})

test('a known node keeps its clock, by which it is followed, and an import that says another one warns', async () => {
  const words = ['import', '--site', 'lab', '--node', 'pbx2', '--time-zone', 'Asia/Kathmandu']
  const file = path.join(workplace.folder, 'kathmandu.csv')
  await writeFile(file, 'time,callid,queuename,agent,event,data1\n2026-07-02 12:00:00,NONE,NONE,NONE,QUEUESTART,\n')
  const told = await workplace.json([...words, '--queue-log', file])
  expect(told).toMatchObject({
    appended: 1,
    warnings: [expect.stringContaining('registered as Europe/Paris, and stays so')],
  })
  const query = '{ sites { site nodes { node clockZone } } }'
  const { stdout } = await workplace.run(['query', query])
  expect(stdout.replace(/\s+/g, ' ')).toContain('"node": "pbx2", "clockZone": "Europe/Paris"')
})

test('query prints data and errors as JSON and exits 1 when there are errors', async () => {
  const period = 'period: { from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z" }'
  const good = await workplace.run([
    'query',
    `{ queueStatistics(${period}, queues: ["sales"]) { edges { node { queue offered answered } } } }`,
  ])
  expect(JSON.parse(good.stdout)).toEqual({
    data: { queueStatistics: { edges: [{ node: { queue: 'sales', offered: 31, answered: 27 } }] } },
  })
  expect(good.code).toBe(0)
  const bad = await workplace.run(['query', '{ nonsense }'])
  expect(bad.code).toBe(1)
  expect((JSON.parse(bad.stdout) as { errors: unknown[] }).errors).toHaveLength(1)
})

test('status names the sources, the log and the read models', async () => {
  expect(await workplace.json(['status', '--wait'])).toMatchObject({
    server: null,
    sources: [
      { site: 'lab', node: 'pbx1', kind: 'cel', rows: 11_281, quarantined: 0 },
      { site: 'lab', node: 'pbx1', kind: 'queue_log', rows: 952, quarantined: 0 },
      { site: 'lab', node: 'pbx2', kind: 'queue_log', rows: 2, quarantined: 0 },
    ],
    projections: projections.map(({ name }) => ({ name, state: 'live', lag: 0 })),
  })
})

test('a rebuild gives the same tables, byte for byte', async () => {
  const results = (await workplace.json(['rebuild', '--compare'])) as { differences?: readonly unknown[] }[]
  expect(results.map(({ differences }) => differences)).toEqual(projections.map(() => []))
})

test('an unreadable row is quarantined with its reason and stops nothing', async () => {
  const file = path.join(workplace.folder, 'torn_queue_log')
  await writeFile(
    file,
    '1795300000|1795300000.1|sales|NONE|ENTERQUEUE||0612345678|1\nnot a row\n1795300009|1795300000.1|sales|NONE|ABANDON|1|1|9\n',
  )
  expect(await workplace.json(['import', ...place, '--queue-log', file])).toMatchObject({
    read: 3,
    appended: 2,
    quarantined: 1,
  })
  const [entry] = (await workplace.json(['quarantine', 'list'])) as {
    raw: string
    line: number
    position: number
    reason: string
  }[]
  expect(entry).toMatchObject({ raw: 'not a row', line: 2 })
  expect(await workplace.json(['quarantine', 'show', String(entry?.position)])).toMatchObject({ raw: 'not a row' })
  expect(await workplace.json(['quarantine', 'retry'])).toEqual({ tried: 1, released: 0, appended: 0, remaining: 1 })
})

test('the log verifies', async () => {
  expect(await workplace.json(['audit', 'verify'])).toMatchObject({ ok: true, events: expect.any(Number) as number })
})

test('a backup restores into an empty database, and into no other', async () => {
  const file = path.join(workplace.folder, 'log.jsonl.gz')
  const made = (await workplace.json(['backup', file])) as { events: number; position: number; hash: string }
  expect(await workplace.json(['audit', 'verify', '--anchor', `${made.position}:${made.hash}`])).toMatchObject({
    ok: true,
    events: made.events,
  })
  expect((await workplace.run(['backup', file])).code).toBe(2)
  expect(await workplace.json(['restore', file, '--check'])).toMatchObject({ events: made.events, hash: made.hash })
  const refused = await workplace.run(['restore', file])
  expect(refused.stderr).toContain('empty one only')
  expect(refused.code).toBe(1)

  const elsewhere = await createWorkplace()
  try {
    expect(await elsewhere.json(['restore', file, '--wait'])).toMatchObject({ events: made.events, hash: made.hash })
    const asked = ['query', '{ sites { site } quarantine(first: 5) { edges { node { raw } } } }', '--json']
    const [here, there] = [await workplace.run(asked), await elsewhere.run(asked)]
    expect(JSON.parse(there.stdout)).toEqual(JSON.parse(here.stdout))
  } finally {
    await elsewhere.clear()
  }
}, 240_000)

test('options may stand before the command, and help is a result', async () => {
  const status = await workplace.run(['--json', 'status'])
  expect(JSON.parse(status.stdout)).toMatchObject({ server: null })
  for (const words of [
    ['help', 'restore'],
    ['restore', '--help'],
    ['--quiet', 'restore', '-h'],
  ])
    expect((await workplace.run(words)).stdout).toContain('ringledger restore FILE')
  expect((await workplace.run(['--help'])).stdout).toContain('Usage: ringledger COMMAND')
  expect((await workplace.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('a token is shown once, listed without its secret, and revoked', async () => {
  const { token, tokenId } = (await workplace.json([
    'token',
    'create',
    '--label',
    'wall',
    '--role',
    'supervisor',
    '--queue',
    'lab/sales',
    '--acl',
    'boards.#',
  ])) as {
    token: string
    tokenId: string
  }
  expect(token).toMatch(/^rl_/)
  const listed = await workplace.run(['token', 'list', '--json'])
  expect(listed.stdout).toContain(tokenId)
  expect(listed.stdout).toContain('"acl":["boards.#"]')
  expect(listed.stdout).not.toContain(token.replace(/^rl_[^_]+_/, ''))
  expect(await workplace.json(['token', 'revoke', tokenId])).toEqual({ tokenId, revoked: true })
})

test.each([
  [['import', ...place], 2, 'name at least one file'],
  [['import', '--site', 'lab', '--node', 'pbx1', '--time-zone', 'Paris', '--queue-log', 'x'], 2, 'IANA'],
  [['import', ...place, '--queue-log', '/nowhere/queue_log'], 1, 'there is no such file'],
  [['import', ...place, '--queue-log', process.execPath], 1, 'ELF'],
  [['rebuild', 'nothing'], 2, 'there is no projection nothing'],
  [['token', 'create', '--label', 'x', '--role', 'king'], 2, 'administrator'],
  [['nonsense'], 2, 'there is no command nonsense'],
  [['start', '--port', '99999'], 2, '65535'],
  [['start', '--host', ''], 2, '--host: an address is needed'],
  [['status', '--data', ''], 2, '--data: a directory is needed'],
  [['status', 'of', 'paris'], 2, 'of paris: nothing is expected here'],
  [['status', '--bogus'], 2, "Unknown option '--bogus'\n"],
  [['restore', '/nowhere/log.gz'], 1, 'there is no such file'],
  [['restore', process.execPath, '--check'], 1, 'is not a backup'],
  [['backup', '/nowhere/log.gz'], 1, 'there is no such directory'],
  [['audit', 'verify', '--file', '/nowhere/log'], 1, 'there is no such file'],
  [[], 2, 'Usage: ringledger COMMAND'],
])('%j is refused with what to do', async (words, code, message) => {
  const finished = await workplace.run(words)
  expect(finished.stderr).toContain(message)
  expect(finished.code).toBe(code)
  expect(finished.stdout).toBe('')
})

test('an unreachable database is named with host and port', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    const { main } = await import('../../infra/cli/main.ts')
    expect(await main(['status', '--data', path.join(workplace.folder, 'other'), '--quiet', '--json'])).toBe(1)
    expect(said.mock.calls.flat().join('')).toContain('127.0.0.1:1')
  } finally {
    said.mockRestore()
    vi.unstubAllEnvs()
  }
})
