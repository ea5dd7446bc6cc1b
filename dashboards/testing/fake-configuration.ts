import { iso, type FakeWorld } from './fake-boards.ts'
import { connection } from './fake-reports.ts'
import { servicesOf } from './fake-services.ts'

interface KindArgs {
  readonly kind: string
  readonly search?: string
}

const queue = (name: string, displayName: string, members: readonly number[] = []) => ({
  name,
  displayName,
  strategy: 'rrmemory',
  context: 'default',
  ringingSeconds: 0,
  announce: null,
  enabled: true,
  members: members.map((number, place) => ({ agent: String(number), penalty: place, enabled: true })),
})

const objects: Readonly<Record<string, readonly object[]>> = {
  queue: [
    queue('billing', 'Billing and invoices', [8002]),
    queue('sales', 'Sales', [8001, 8002, 8003]),
    queue('support', 'Technical support'),
  ],
  agent: [
    { number: '8001', firstName: 'Amélie', lastName: 'Laurent', context: 'default', group: 'north', password: null },
    {
      number: '8002',
      firstName: 'Bastien',
      lastName: 'Morel',
      context: 'default',
      group: 'south',
      password: '(secret)',
    },
  ],
  agentGroup: [{ name: 'north', displayName: 'North' }],
  user: [{ user: 'sarah.doe', firstName: 'Sarah', lastName: 'Doe', ctiEnabled: true, ctiLogin: 's.doe' }],
  mediaServer: [{ name: 'pbx1', displayName: 'Paris main', address: '192.0.2.10', asteriskVersion: '20' }],
  sipSettings: [{ realm: 'asterisk', userAgent: null, transports: ['udp', 'tls'] }],
}

const keyFields: Readonly<Record<string, string>> = { agent: 'number', user: 'user' }

const keyOf = (kind: string, value: object): string => {
  const key = (value as Readonly<Record<string, unknown>>)[keyFields[kind] ?? 'name']
  return typeof key === 'string' ? key : 'general'
}

const descriptions: Readonly<Record<string, string>> = {
  queue: 'A queue in which calls wait for agents.',
  agent: 'A person who takes calls of queues, on whatever line he logs in.',
  mediaServer: 'A machine on which an Asterisk runs.',
  sipSettings: 'What holds for every SIP line and trunk that does not say otherwise.',
}

const files = [
  { path: 'agents.conf', content: '[general]\n', sha256: 'a'.repeat(64) },
  {
    path: 'queues.conf',
    content: '[general]\npersistentmembers = yes\n\n[sales]\nstrategy = rrmemory\nmember => Agent/8001,0\n',
    sha256: 'b'.repeat(64),
  },
  { path: 'extensions_extra.d/custom.conf', content: '[custom]\nexten => s,1,NoOp()\n', sha256: 'c'.repeat(64) },
]

const answer = {
  position: '184300',
  rejections: [] as readonly object[],
  events: [] as readonly object[],
  warnings: [] as readonly object[],
  files: [] as readonly object[],
  reloads: [] as readonly string[],
  cannotBeRestored: [],
  scheduledChange: null,
}

const diff = `--- queues.conf
+++ queues.conf
@@ -3,3 +3,6 @@
 [sales]
-strategy = rrmemory
+strategy = leastrecent
 member => Agent/8001,0`

/** What is configured, as the API tells it; documents that hold the word "refuse" are refused. */
export function configurationOf(world: FakeWorld) {
  const at = (secondsAgo: number) => iso(world.startedAt - secondsAgo * 1000)
  const changes = [
    {
      position: '184120',
      at: at(3600),
      actor: 'first administrator',
      source: 'ADMINISTRATION',
      comment: 'A new colleague starts on Monday',
      type: 'QueueMemberAdded',
      kind: 'queue',
      key: 'sales',
      fields: [{ field: 'members', from: null, to: { agent: '8003', penalty: 2 } }],
    },
    {
      position: '183004',
      at: at(90_000),
      actor: 'phone',
      source: 'PHONE',
      comment: null,
      type: 'UserChanged',
      kind: 'user',
      key: 'amelie',
      fields: [{ field: 'doNotDisturb', from: false, to: true }],
    },
    {
      position: '12',
      at: at(900_000),
      actor: 'first administrator',
      source: 'ADMINISTRATION',
      comment: 'Taken over from the old PBX',
      type: 'QueueDefined',
      kind: 'queue',
      key: 'sales',
      fields: Object.entries(queue('sales', 'Sales')).map(([field, to]) => ({ field, from: null, to })),
    },
  ]
  const decisions = [
    ['TokenIssued', 'token/9f31', 'first administrator', { label: 'wallboard', role: 'supervisor' }],
    ['ChangeSetApplied', 'configuration/paris', 'first administrator', { comment: 'A new colleague', changes: 1 }],
    ['AgentActionCarriedOut', 'agent-actions/paris', 'Ana', { agent: '8001', done: ['Agent/8001 is paused'] }],
    ['CallExcluded', 'call/paris/pbx1/1795400991.17', 'Ana', { reason: 'TEST', text: null }],
  ] as const

  return {
    configuration: {
      position: '184120',
      kinds: Object.entries(descriptions).map(([kind, description]) => ({
        kind,
        description,
        single: kind === 'sipSettings',
        count: objects[kind]?.length ?? 0,
      })),
      serviceAccesses: () => connection(servicesOf(world)),
      queues: connection(objects['queue'] ?? []),
      agentGroups: connection(objects['agentGroup'] ?? []),
      entities: connection([{ name: 'acme', displayName: 'Acme' }]),
      objects: ({ kind, search = '' }: KindArgs) =>
        connection(
          (objects[kind] ?? [])
            .filter(value => JSON.stringify(value).toLowerCase().includes(search.toLowerCase()))
            .map(value => ({
              object: `${kind}-${keyOf(kind, value)}`,
              kind,
              key: keyOf(kind, value),
              revision: 2,
              value,
            })),
        ),
    },
    configurationHistory: ({ object }: { object?: string }) =>
      connection(object === undefined ? changes : changes.filter(({ kind, key }) => object === `${kind}-${key}`)),
    configurationFiles: ({ paths }: { paths?: readonly string[] }) =>
      files.filter(({ path }) => !paths || paths.includes(path)),
    scheduledChanges: [
      {
        changeSetId: 'set-1',
        effectiveAt: at(-86_400),
        scheduledAt: at(7200),
        scheduledBy: 'first administrator',
        comment: 'Opening hours of the holidays',
        commandNames: ['changeSchedule'],
        commands: [{ changeSchedule: { name: 'office', closed: ['2026-12-25'] } }],
      },
    ],
    configurationDrift: [
      { node: 'pbx1', generation: 'g-184120', problem: null, files: [{ path: 'queues.conf', change: 'EDITED' }] },
      { node: 'pbx2', generation: null, problem: 'nothing says how media server pbx2 is reached', files: [] },
    ],
    applyConfigurationDocument: ({ input: { document } }: { input: { document: string } }) =>
      document.includes('refuse')
        ? {
            ...answer,
            rejections: [
              { field: 'commands[0].addQueueMember.agent', rule: 'exists', message: 'there is no agent 9999' },
            ],
          }
        : {
            ...answer,
            events: [{ type: 'QueueChanged', kind: 'queue', key: 'sales', data: {} }],
            warnings: [{ kind: 'queue', key: 'sales', rule: 'w', field: 'strategy', message: 'members are rung anew' }],
            files: [{ node: 'pbx1', path: 'queues.conf', change: 'changed', diff }],
            reloads: ['pbx1: reload app_queue.so'],
          },
    events: ({ filter, before }: { filter?: { actors?: readonly string[] }; before?: string }) => {
      const rows = decisions
        .map(([type, stream, actor, data], place) => ({
          position: String(184_200 - (before === undefined ? 0 : 1000) - place * 40),
          type,
          stream,
          actor,
          data,
          node: null,
          site: stream.includes('paris') ? 'paris' : null,
          recordedAt: at(600 * (place + 1)),
        }))
        .filter(({ actor }) => !filter?.actors || filter.actors.includes(actor))
        .reverse()
      return { ...connection(rows), pageInfo: { hasPreviousPage: before === undefined, startCursor: '184080' } }
    },
  }
}
