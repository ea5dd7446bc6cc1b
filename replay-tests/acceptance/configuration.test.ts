import { describe, expect, test } from 'vitest'
import { asker } from '../../api/testing/ask.ts'
import { fakePorts } from '../../api/testing/fakes.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { handleChangeSet } from '../../domain/configuration/handle-change-set.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { testSeal } from '../../domain/configuration/testing/given.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { renderFiles } from '../../domain/pbx-files/render.ts'
import { contentOf, renderingOf } from '../../domain/pbx-files/testing/sample-configurations.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'

const at = (clock: string) => microsOfIso(`2026-11-20T${clock}:00Z`)!

describe('pbx-configuration §20, §18.1: the weight of a queue that changes at 10:00', () => {
  async function morning() {
    const store = createMemoryEventStore()
    const reader = createConfigurationReader(store, kinds)
    const change = (clock: string, ...commands: ConfigurationCommand[]) =>
      handleChangeSet(
        store,
        reader,
        { commands },
        { kinds, seal: testSeal },
        {
          site: 'paris',
          changeSetId: clock,
          comment: null,
          actor: 'ann',
          dryRun: false,
          occurredAt: at(clock),
        },
      )
    const filesOf = ({ configuration }: Awaited<ReturnType<typeof reader.now>>) =>
      renderFiles(renderingOf(configuration, 'main'))
    await change(
      '08:00',
      { defineMediaServer: { name: 'main', address: '192.0.2.10' } },
      { defineQueue: { name: 'sales', displayName: 'Sales', weight: 1 } },
    )
    const applied = filesOf(await reader.now('paris'))
    await change('10:00', { changeQueue: { name: 'sales', weight: 7 } })
    return { reader, applied, filesOf }
  }

  test('queues.conf as of 09:59 has the bytes of the one that was applied then, and every other file too', async () => {
    const { reader, applied, filesOf } = await morning()
    expect(filesOf(await reader.asOf('paris', { at: at('09:59') }))).toEqual(applied)
    expect(contentOf(applied, 'queues.conf')).toContain('weight = 1\n')
  })

  test('that of now has the new weight', async () => {
    const { reader, applied, filesOf } = await morning()
    const now = filesOf(await reader.now('paris'))
    expect(contentOf(now, 'queues.conf')).toContain('weight = 7\n')
    expect(now.filter(({ content }, i) => content !== applied[i]?.content).map(({ path }) => path)).toEqual([
      'queues.conf',
    ])
  })
})

const set = (commands: string) =>
  `mutation { applyChangeSet(input: { commands: [${commands}] }) { rejections { message } } }`

test('pbx-configuration §20: rolling back an import renders the previous digests of every file', async () => {
  const ask = asker(fakePorts(createMemoryEventStore()))
  const digests = async () => {
    const { data } = await ask('{ configurationFiles(node: "main") { path sha256 } }')
    return data?.['configurationFiles'] as readonly { path: string; sha256: string }[]
  }
  await ask(
    set(`{ defineMediaServer: { name: "main", address: "192.0.2.10" } }, { defineContext: { name: "default", displayName: "Default" } },
      { defineLine: { name: "a", number: "1001", context: "default", password: "secret01", endpoint: { sip: {} } } },
      { defineUser: { user: "ann", firstName: "Ann", lines: ["a"] } }`),
  )
  const before = await digests()
  const { data: position } = await ask('{ configuration { position } }')
  const csv =
    'firstname,language,exten,context,line_protocol,voicemail_name,voicemail_number,voicemail_context,voicemail_password\n' +
    Array.from(
      { length: 20 },
      (_, i) => `User ${i},fr_FR,${2000 + i},default,sip,User ${i},${2000 + i},default,4242`,
    ).join('\n')
  const imported = await ask('mutation ($csv: String!) { importUsers(input: { csv: $csv }) { accepted } }', { csv })
  expect(imported.data).toEqual({ importUsers: { accepted: true } })
  const after = await digests()
  expect(after.filter(({ sha256 }, i) => sha256 !== before[i]?.sha256).map(({ path }) => path)).toEqual([
    'extensions.conf',
    'pjsip.conf',
    'voicemail.conf',
  ])
  const back = await ask(
    'mutation ($position: Position!) { revertConfiguration(input: { to: { position: $position }, confirm: true }) { rejections { field rule message } } }',
    position?.['configuration'] as Record<string, unknown>,
  )
  expect(back).toEqual({ data: { revertConfiguration: { rejections: [] } } })
  expect(await digests()).toEqual(before)
})
