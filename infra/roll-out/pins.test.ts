import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { objectOf } from '../../domain/configuration/configuration.ts'
import { handleChangeSet } from '../../domain/configuration/handle-change-set.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { testSeal } from '../../domain/configuration/testing/given.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { silent } from '../../domain/kernel/log.ts'
import { openTestSeal } from '../../domain/pbx-files/testing/sample-configurations.ts'
import { passwordsIn } from '../../domain/phone-states/mailbox-passwords.ts'
import { voicemails } from '../../domain/users/voicemails.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { managerSecretVariable, startFakeAsterisk, type FakeAsterisk } from '../pbx/testing/fake-asterisk.ts'
import { createMemoryWorkflows } from '../workflows/memory.ts'
import { createRollOutService, type RollOutWorker } from './service.ts'

const rules = { kinds, seal: testSeal }
let asterisk: FakeAsterisk
let worker: RollOutWorker | undefined
beforeEach(async () => {
  asterisk = await startFakeAsterisk()
})
afterEach(async () => {
  await worker?.stop()
  await asterisk.stop()
})

async function site() {
  const store = createMemoryEventStore()
  const reader = createConfigurationReader(store, kinds)
  const workflows = createMemoryWorkflows()
  let now = 1_795_233_000_000_000
  const clock = () => (now += 1000)
  const service = createRollOutService({ store, reader, rules, workflows, open: openTestSeal, clock, log: silent })
  worker = await service.work()
  const admin = async (...commands: readonly ConfigurationCommand[]) => {
    const context = { site: 'paris', changeSetId: crypto.randomUUID(), comment: null, actor: 'ann', dryRun: false }
    const result = await handleChangeSet(store, reader, { commands }, rules, { ...context, occurredAt: clock() })
    if (!result.accepted) throw new Error(JSON.stringify(result.rejections))
  }
  await admin(
    {
      defineMediaServer: {
        name: 'main',
        address: '192.0.2.1',
        deployment: {
          directory: asterisk.directory,
          ami: { port: asterisk.ami.port, secretEnvironment: managerSecretVariable },
        },
      },
    },
    { defineContext: { name: 'default', displayName: 'Default' } },
    { defineVoicemail: { number: '1001', context: 'default', name: 'Ann', password: '1111' } },
  )
  const rollOut = async () => {
    const { started } = await service.start({ site: 'paris', nodes: undefined, overwriteDrift: false, actor: 'ann' })
    await workflows.idle()
    expect(started).toHaveLength(1)
  }
  const byPhone = async (pin: string) => {
    const content = (await asterisk.file('voicemail.conf')) ?? ''
    await writeFile(
      path.join(asterisk.directory, 'current', 'voicemail.conf'),
      `;! Generator: app_voicemail\n${content.replace(/^1001 = \d+/m, `1001 => ${pin}`)}`,
    )
  }
  const onNode = async () => passwordsIn((await asterisk.file('voicemail.conf')) ?? '').get('1001@default')
  const configured = async () => {
    const { configuration } = await reader.now('paris')
    return openTestSeal(objectOf(configuration, voicemails, '1001@default')?.value.password?.sealed ?? '')
  }
  const drift = async () => (await service.drift('paris', undefined)).flatMap(({ files }) => files)
  return { admin, rollOut, byPhone, onNode, configured, drift }
}

test('a PIN that was changed by phone is no drift, is taken in by the next roll-out, and stays', async () => {
  const { admin, rollOut, byPhone, onNode, configured, drift } = await site()
  await rollOut()
  expect(await onNode()).toBe('1111')
  await byPhone('2222')
  expect(await drift()).toEqual([])
  await admin({ defineQueue: { name: 'sales', displayName: 'Sales' } })
  await rollOut()
  expect([await onNode(), await configured()]).toEqual(['2222', '2222'])
  expect(asterisk.shows().queues).toEqual([{ name: 'sales', members: [] }])
})

test('one that an administrator sets after the phone is rolled out', async () => {
  const { admin, rollOut, byPhone, onNode, configured } = await site()
  await rollOut()
  await byPhone('2222')
  await rollOut()
  await admin({ changeVoicemail: { number: '1001', context: 'default', password: '4444' } })
  await rollOut()
  expect([await onNode(), await configured()]).toEqual(['4444', '4444'])
  expect(asterisk.reloads().filter(module => module === 'app_voicemail.so')).toHaveLength(3)
})

test('a file that was edited besides is drift', async () => {
  const { rollOut, byPhone, drift } = await site()
  await rollOut()
  await byPhone('2222')
  const file = path.join(asterisk.directory, 'current', 'voicemail.conf')
  await writeFile(file, `${(await asterisk.file('voicemail.conf')) ?? ''}1002 => 1,Eve,,,\n`)
  expect(await drift()).toEqual([{ path: 'voicemail.conf', change: 'edited' }])
})
