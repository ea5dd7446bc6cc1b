import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkplace, type Workplace } from './ringledger.ts'

let workplace: Workplace
const file = (name: string) => path.join(workplace.folder, name)

const document = `
comment: the first queue
commands:
  - defineQueue:
      name: sales
      displayName: Sales
      strategy: leastrecent
      members:
        - agent: "8001"
          penalty: 1
  - defineAgent:
      number: "8001"
      firstName: Ann
      context: default
      password: "4711"
  - defineContext:
      name: default
      displayName: Default
`

beforeAll(async () => {
  workplace = await createWorkplace()
  await writeFile(file('row'), '1795233102|NONE|NONE|NONE|QUEUESTART|\n')
  await workplace.json([
    'import',
    '--site',
    'paris',
    '--node',
    'pbx1',
    '--time-zone',
    'Europe/Paris',
    '--queue-log',
    file('row'),
  ])
  await writeFile(file('sales.yaml'), document)
})

afterAll(() => workplace.clear())

test('a document is tried, applied, and applied again without effect', async () => {
  const trial = await workplace.json(['config', 'apply', file('sales.yaml'), '--dry-run'])
  expect(trial).toMatchObject({ accepted: true, dryRun: true, position: 0 })
  expect(await workplace.json(['config', 'apply', file('sales.yaml')])).toMatchObject({
    accepted: true,
    events: [
      { type: 'QueueDefined', key: 'sales' },
      { type: 'AgentDefined', key: '8001' },
      { type: 'ContextDefined', key: 'default' },
    ],
  })
  expect(await workplace.json(['config', 'apply', file('sales.yaml')])).toMatchObject({ events: [] })
})

test('a document that breaks rules is refused: every rule is told, nothing is changed', async () => {
  const words = ['config', 'apply', '-']
  const { code, stderr } = await workplace.run(
    words,
    'commands: [{ removeAgent: { number: "8001" } }, { changeQueue: { name: sales, weight: 5 } }]',
  )
  expect(code).toBe(1)
  expect(stderr).toContain('agent 8001 is used by queue sales (members[0].agent)')
  expect(await workplace.json(['config', 'diff', '--from', '1'])).toHaveLength(3)
})

test('the document that is exported makes the same configuration, secrets included and unreadable', async () => {
  const { stdout } = await workplace.run(['config', 'export'])
  expect(stdout).toContain('strategy: leastrecent')
  expect(stdout).not.toContain('4711')
  await writeFile(file('exported.yaml'), stdout)
  expect(await workplace.json(['config', 'apply', file('exported.yaml')])).toMatchObject({ events: [] })
  expect(await readFile(file('data/secret.key'), 'utf8')).toHaveLength(45)
})

test('the history tells who changed what and why; a revert brings it back', async () => {
  const change = 'commands: [{ changeQueue: { name: sales, weight: 5 } }]'
  const { position } = JSON.parse(
    (await workplace.run(['config', 'apply', '-', '--comment', 'more weight', '--json'], change)).stdout,
  ) as { position: number }
  expect(await workplace.json(['config', 'history', 'queue:sales', '--last', '1'])).toMatchObject([
    { actor: 'command line', comment: 'more weight', change: '~ queue sales: weight 0 > 5' },
  ])
  const before = String(position - 2)
  expect(await workplace.json(['config', 'diff', '--from', before])).toEqual([
    { kind: 'queue', key: 'sales', change: 'changed', fields: [{ field: 'weight', from: '0', to: '5' }] },
  ])
  await workplace.json(['config', 'revert', '--to', before])
  expect(await workplace.json(['config', 'diff', '--from', before])).toEqual([])
})

test('what is used wrongly exits 2 and says how it is used', async () => {
  for (const words of [
    ['config'],
    ['config', 'paint'],
    ['config', 'apply'],
    ['config', 'diff'],
    ['config', 'revert', '--to', 'yesterday'],
    ['config', 'export', '--site', 'lyon'],
  ]) {
    const { code, stderr } = await workplace.run(words)
    expect([words.join(' '), code]).toEqual([words.join(' '), 2])
    expect(stderr).toContain('Usage: ringledger config')
  }
})
