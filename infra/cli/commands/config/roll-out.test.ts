import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { managerSecretVariable, startFakeAsterisk, type FakeAsterisk } from '../../../pbx/testing/fake-asterisk.ts'
import { configOfParis } from '../../testing/config-command.ts'

const { run, file } = configOfParis('mds0')
let asterisk: FakeAsterisk

beforeAll(async () => {
  asterisk = await startFakeAsterisk()
})
afterAll(() => asterisk.stop())

async function apply(document: unknown): Promise<void> {
  const place = await file('document.json', JSON.stringify(document))
  expect(await run(['apply', place])).toMatchObject({ code: 0, complained: [] })
}

test('without a deployment it says what is missing', async () => {
  expect(await run(['roll-out'])).toMatchObject({
    code: 1,
    complained: [expect.stringContaining('no media server has a deployment')],
  })
})

test('--wait does it where no server runs, and tells how it ended; drift tells what was changed since', async () => {
  const ami = { port: asterisk.ami.port, secretEnvironment: managerSecretVariable }
  await apply({
    commands: [
      { defineMediaServer: { name: 'mds0', address: '192.0.2.1', deployment: { directory: asterisk.directory, ami } } },
      { defineQueue: { name: 'sales', displayName: 'Sales' } },
    ],
  })
  const applied = await run(['roll-out'], { wait: true })
  expect(applied).toMatchObject({ code: 0, complained: [] })
  expect(applied.printed[0]).toMatch(/^mds0: applied as 1-[0-9a-f]{12}; reloaded: .*app_queue\.so/)
  expect(applied.noted.slice(1, 6)).toEqual([
    expect.stringMatching(/^mds0: render: \d+ files$/),
    'mds0: check: done',
    'mds0: reach: Asterisk 20.20.1',
    expect.stringMatching(/^mds0: compare: to be changed: .*queues\.conf.*; to be reloaded: .*app_queue\.so/),
    'mds0: stage: done',
  ])
  expect(applied.noted).toContain('mds0: reload app_queue.so: Module Reloaded')
  expect(asterisk.shows().queues.map(({ name }) => name)).toEqual(['sales'])
  expect((await run(['drift'])).printed).toEqual([expect.stringMatching(/^mds0: as it was rolled out/)])

  await writeFile(path.join(asterisk.directory, 'current', 'queues.conf'), '[mine]\n')
  expect(await run(['drift'])).toMatchObject({ code: 1, printed: ['mds0: queues.conf edited'] })
  const stopped = await run(['roll-out'], { wait: true })
  expect(stopped.code).toBe(1)
  expect(stopped.complained[0]).toMatch(/^mds0: compare: .*queues\.conf edited/)
  expect(await run(['roll-out'], { wait: true, 'overwrite-drift': true })).toMatchObject({ code: 0 })
})

test('a node that refuses has what it had before, and the command says so', async () => {
  await apply({ commands: [{ defineQueue: { name: 'support', displayName: 'Support' } }] })
  asterisk.behave(({ Action }) =>
    Action === 'Reload' && asterisk.inForce('queues.conf').includes('[support]')
      ? { Response: 'Error', Message: 'An unknown error occurred' }
      : undefined,
  )
  const { code, noted, complained } = await run(['roll-out'], { wait: true })
  expect(code).toBe(1)
  expect(noted).toContainEqual(expect.stringMatching(/^mds0: reload app_queue\.so failed: app_queue\.so could not/))
  expect(complained[0]).toMatch(/^mds0: reload: app_queue\.so could not be reloaded/)
  expect(asterisk.shows().queues.map(({ name }) => name)).toEqual(['sales'])
})
