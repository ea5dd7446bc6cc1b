import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { registerPlace } from '../../infra/registration.ts'
import { importFiles } from '../../ingest/import-files.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Ask } from './ask.ts'

const corpus = path.join(import.meta.dirname, '../../replay-tests/corpus/asterisk-20')

/** The recording once more as another PBX would have written it. */
export async function importAgain(
  store: EventStore,
  place: { readonly site: string; readonly node: string; readonly timeZone: string },
  asThere: (text: string) => string,
): Promise<void> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'ringledger-again-'))
  const written = (name: string, text: string) => {
    const file = path.join(directory, name)
    writeFileSync(file, asThere(text))
    return file
  }
  try {
    const read = (name: string) => readFileSync(path.join(corpus, name))
    await registerPlace(store, { ...place, actor: 'test' })
    await importFiles({
      store,
      site: place.site,
      node: place.node,
      clockZone: 'UTC',
      queueLog: [written('queue_log_table.csv', read('queue_log_table.csv').toString())],
      cel: [written('cel.csv', read('cel.csv').toString())],
      ami: [written('ami.jsonl', gunzipSync(read('ami.jsonl.gz')).toString())],
    })
  } finally {
    rmSync(directory, { recursive: true })
  }
}

interface Organisation {
  readonly entity: string
  readonly queues: readonly string[]
  /** Numbers of agents. */
  readonly agents: readonly string[]
}

/** Something of everything that belongs to an organisation, under names that begin with that of the organisation. */
export async function configure(ask: Ask, site: string, { entity, queues, agents }: Organisation): Promise<void> {
  const named = (name: string) => `${entity}-${name}`
  const [queue = ''] = queues
  const commands = [
    { defineEntity: { name: entity, displayName: entity } },
    { defineContext: { name: entity, displayName: entity, entity } },
    { defineAgentGroup: { name: named('group'), displayName: named('Group') } },
    ...queues.map(name => ({ defineQueue: { name, displayName: named(name), entity } })),
    ...agents.map(number => ({
      defineAgent: { number, firstName: named('Agent'), context: entity, group: named('group') },
    })),
    {
      defineUser: {
        user: named('user'),
        firstName: entity,
        lastName: 'Doe',
        entity,
        ctiEnabled: true,
        ctiLogin: named('login'),
        ctiPassword: 'change-me-8',
        ctiProfile: 'Supervisor',
      },
    },
    {
      defineUser: {
        user: named('teacher'),
        firstName: entity,
        entity,
        ctiEnabled: true,
        ctiLogin: named('teacher'),
        ctiPassword: 'change-me-8',
        ctiProfile: 'Agent',
      },
    },
    { grantProfile: { login: named('login'), type: 'SUPERVISOR', queues: [queue], agentGroups: [named('group')] } },
    {
      grantProfile: {
        login: named('teacher'),
        type: 'TEACHER',
        queues: [queue],
        period: { from: '2026-11-01', to: '2026-11-30' },
      },
    },
    { defineServiceAccess: { login: named('service'), password: 'change-me-8', role: 'ANALYST', acl: ['calls.#'] } },
    ...(entity === 'acme'
      ? [{ defineCallbackPeriod: { name: 'day', displayName: 'Day', start: '07:00', end: '17:00', default: true } }]
      : []),
    { defineCallbackList: { name: named('leads'), displayName: named('Leads'), queue } },
    {
      defineQualification: {
        name: named('reason'),
        displayName: named('Reason'),
        subQualifications: [{ name: named('sub'), displayName: named('Sub') }],
      },
    },
    { definePhonebookEntry: { name: named('contact'), displayName: named('Contact'), officeNumber: '0610760441' } },
    { definePauseReason: { reason: named('lunch'), label: named('Lunch') } },
  ]
  const change = `mutation ($site: String, $commands: [CommandInput!]!) {
    applyChangeSet(input: { site: $site, commands: $commands }) { rejections { field message } } }`
  const { data, errors } = await ask(change, { site, commands })
  if (errors ?? JSON.stringify(data) !== '{"applyChangeSet":{"rejections":[]}}')
    throw new Error(JSON.stringify({ data, errors }))
  const said = await ask(`mutation {
    a: requestCallback(input: { site: "${site}", requestId: "${named('request')}", list: "${named('leads')}", phoneNumber: "0610760441", firstName: "${entity}" }) { rejections { message } }
    b: setQueueThresholds(input: { site: "${site}", queue: "${queue}", thresholds: { serviceLevelSeconds: 11, shortAbandonSeconds: 3, t1Seconds: 15, t2Seconds: 31 } }) { rejections { message } }
    c: issueToken(input: { label: "${named('token')}", role: ANALYST, queues: { names: ["${site}/${queue}"] } }) { rejections { message } }
  }`)
  if (said.errors ?? JSON.stringify(said.data).includes('message')) throw new Error(JSON.stringify(said))
}
