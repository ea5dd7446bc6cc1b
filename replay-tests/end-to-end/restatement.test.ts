import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkplace, type Workplace } from './ringledger.ts'

let workplace: Workplace

const rows = `1795161600|1795161600.1|sales|NONE|ENTERQUEUE||0612345678|1
1795161604|1795161600.1|sales|PJSIP/1001|CONNECT|4|1795161600.2|3
1795161664|1795161600.1|sales|PJSIP/1001|COMPLETECALLER|4|60|1
`

beforeAll(async () => {
  workplace = await createWorkplace()
  const file = path.join(workplace.folder, 'queue_log')
  await writeFile(file, rows)
  await workplace.json([
    'import',
    '--site',
    'lab',
    '--node',
    'pbx1',
    '--time-zone',
    'UTC',
    '--queue-log',
    file,
    '--wait',
  ])
})
afterAll(() => workplace.clear())

const query = `{ restatement(projection: "queue_visits") {
  versionBefore figuresChanged callsChanged problem
  figures { edges { node { site name differences { name before after } } } }
  calls { edges { node { callId change } } }
} }`
const asked = async () => {
  const { stdout } = await workplace.run(['query', query])
  return (JSON.parse(stdout) as { data: { restatement: unknown } }).data.restatement
}

test('a build that was only compared is dropped', async () => {
  expect(await workplace.json(['rebuild', 'queue_visits', '--compare'])).toMatchObject([
    { projection: 'queue_visits', outcome: 'DROPPED', differences: [], restatement: { calls: 0, firstCalls: [] } },
  ])
  expect(await asked()).toBeNull()
})

test('one that is kept can be asked about until it is discarded', async () => {
  expect(await workplace.json(['rebuild', 'queue_visits', '--keep'])).toMatchObject([{ outcome: 'KEPT' }])
  expect(await asked()).toMatchObject({ figuresChanged: 0, callsChanged: 0, problem: null })
  expect(await workplace.json(['rebuild', '--discard'])).toEqual([{ projection: 'queue_visits', outcome: 'DISCARDED' }])
})

test('status tells of one that waits, and all that wait are switched when none is named', async () => {
  await workplace.json(['rebuild', 'queue_visits', '--keep'])
  const { projections } = (await workplace.json(['status'])) as { projections: { name: string; kept?: unknown }[] }
  expect(projections.filter(({ kept }) => kept).map(({ name }) => name)).toEqual(['queue_visits'])
  expect(await workplace.json(['rebuild', '--switch'])).toMatchObject([
    { projection: 'queue_visits', outcome: 'SWITCHED', events: 0 },
  ])
})

test('for people a rebuild says what became of the build, and what to do next', async () => {
  const kept = await workplace.run(['rebuild', 'queue_visits', '--keep'])
  expect(kept.stdout).toMatch(
    /^queue_visits: 4 events in .*; it waits\n {2}the same, byte for byte\n {2}Next: ringledger/,
  )
  const compared = await workplace.run(['rebuild', 'queue_visits', '--compare', '--switch'])
  expect(compared.stdout).toMatch(/^queue_visits: 0 events in .*; readers have it\n {2}the same, byte for byte\n$/)
})

test.each([
  [['rebuild', '--keep', '--switch'], 2, '--keep and --switch: a build can have one end only'],
  [['rebuild', '--compare', '--discard'], 2, 'compare first, then discard'],
  [['rebuild', '--switch'], 1, 'No build waits; make one with ringledger rebuild --keep'],
  [['rebuild', 'calls', '--switch'], 1, 'No build of calls waits to be switched'],
  [['serve', '--new-versions', 'never'], 2, '--new-versions never: write switch'],
])('%j is refused with what to do', async (words, code, message) => {
  const finished = await workplace.run(words)
  expect(finished.stderr).toContain(message)
  expect(finished.code).toBe(code)
  expect(finished.stdout).toBe('')
})
