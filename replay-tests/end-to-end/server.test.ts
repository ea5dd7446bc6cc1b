import { once } from 'node:events'
import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkplace, printed, type Workplace } from './ringledger.ts'

let workplace: Workplace

beforeAll(async () => {
  workplace = await createWorkplace()
})

afterAll(() => workplace.clear())

async function ask(
  address: string,
  token: string,
  query: string,
  variables?: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown }
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

const visitsOf = async (address: string, token: string): Promise<string[]> => {
  const data = await ask(address, token, '{ queueVisits(first: 100) { edges { node { callId outcome } } } }')
  const { edges } = data['queueVisits'] as { edges: { node: { callId: string; outcome: string } }[] }
  return edges.map(({ node }) => `${node.callId} ${node.outcome}`).sort()
}

test('the server follows a queue_log through rotation and a kill, and loses and repeats no row', async () => {
  const file = path.join(workplace.folder, 'queue_log')
  const now = Math.floor(Date.now() / 1000)
  const call = (n: number) =>
    `${now}|${now}.${n}|sales|NONE|ENTERQUEUE||0612345678|1\n${now + 1}|${now}.${n}|sales|NONE|ABANDON|1|1|1\n`
  await writeFile(file, call(1))

  const first = workplace.start(['serve', '--port', '0'])
  const [, address = '', token = ''] = await printed(first, /at (http:\S+)[\s\S]*Administrator: (\S+)/)
  const input = (fields: object) => ({ input: fields })
  const site = await ask(
    address,
    token,
    'mutation ($input: RegisterSiteInput!) { registerSite(input: $input) { rejections { message } } }',
    input({ site: 'lab', displayName: 'Lab', timeZone: 'UTC' }),
  )
  expect(site).toEqual({ registerSite: { rejections: [] } })
  await ask(
    address,
    token,
    'mutation ($input: RegisterNodeInput!) { registerNode(input: $input) { rejections { message } } }',
    input({ site: 'lab', node: 'pbx1', displayName: 'PBX', clockZone: 'UTC' }),
  )
  const source = { site: 'lab', node: 'pbx1', source: { name: 'log', queueLogFile: { path: file } } }
  await ask(
    address,
    token,
    'mutation ($input: ConfigureSourceInput!) { configureSource(input: $input) { rejections { message } } }',
    input(source),
  )

  const key = (n: number) => `${now}.${n} ABANDONED`
  await expect.poll(() => visitsOf(address, token), { timeout: 20_000 }).toEqual([key(1)])
  await appendFile(file, call(2))
  await rename(file, `${file}.0`)
  await writeFile(file, call(3))
  await expect.poll(() => visitsOf(address, token), { timeout: 20_000 }).toEqual([key(1), key(2), key(3)])

  first.kill('SIGKILL')
  await once(first, 'exit')
  await appendFile(file, call(4))
  const second = workplace.start(['serve', '--port', '0'])
  const [, again = ''] = await printed(second, /at (http:\S+)/)
  await expect.poll(() => visitsOf(again, token), { timeout: 20_000 }).toEqual([key(1), key(2), key(3), key(4)])
  const status = await ask(
    again,
    token,
    '{ events(first: 100, filter: { types: ["QueueLogRowRecorded"] }) { edges { node { id } } } }',
  )
  expect((status['events'] as { edges: unknown[] }).edges).toHaveLength(8)

  second.kill('SIGTERM')
  const [code] = (await once(second, 'exit')) as [number]
  expect(code).toBe(0)
})

test('a signal that comes twice at once, as under npm and timeout, ends the server in order', async () => {
  const server = workplace.start(['serve', '--port', '0'])
  await printed(server, /at http:/)
  // Two of one kind would be one for the system already.
  server.kill('SIGINT')
  server.kill('SIGTERM')
  expect(await once(server, 'exit')).toEqual([0, null])
})

test('a start that fails in its middle ends the program, and says why', async () => {
  const data = path.join(workplace.folder, 'half')
  const inTheWay = path.join(data, 'server.json')
  await mkdir(inTheWay, { recursive: true })
  const { code, stderr } = await workplace.run(['serve', '--port', '0', '--data', data])
  expect(stderr).toContain('server.json')
  expect(code).toBe(1)
})
