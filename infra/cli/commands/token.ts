import { roles, type GrantedScope, type Role } from '../../../domain/access/identity.ts'
import { tokens, tokenStream, type TokenCommand } from '../../../domain/access/tokens.ts'
import { messageOf } from '../../../domain/kernel/error-message.ts'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import { handleCommand } from '../../../domain/kernel/handle-command.ts'
import { isoOf, microsOfDate, microsOfIso } from '../../../domain/kernel/time.ts'
import { tokens as allTokens } from '../../../projections/directory/queries.ts'
import { newToken } from '../../../projections/directory/tokens.ts'
import { withOpened, type Opened } from '../../open.ts'
import { textOption, textsOption, type Command, type OptionValues } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

const waitMs = 60_000

/** Tokens for the API and the dashboards. */
export const tokenCommand: Command = {
  name: 'token',
  summary: 'create, revoke or list the tokens of the API and the dashboards',
  usage:
    `create --label TEXT --role ${roles.join('|')} [--queue SITE/QUEUE...] [--agent SITE/AGENT...] [--entity SITE/ENTITY...] [--dissuasion] [--node SITE/NODE...] [--acl PATTERN...] [--expires INSTANT]\n` +
    '       ringledger token revoke TOKEN-ID\n       ringledger token list\n' +
    'Without --queue and --agent a token is for all of them; SITE/* is all of a site. --entity is for administrators and auditors: they see the\n' +
    'configuration, queues and agents of these entities, and nothing else. --node is for collectors: the PBX nodes whose rows they deliver.\n' +
    '--acl leaves of all that what its patterns open: calls.*.read, statistics.#.',
  mostWords: 2,
  options: {
    label: { type: 'string' },
    role: { type: 'string' },
    queue: { type: 'string', multiple: true },
    agent: { type: 'string', multiple: true },
    entity: { type: 'string', multiple: true },
    dissuasion: { type: 'boolean' },
    node: { type: 'string', multiple: true },
    acl: { type: 'string', multiple: true },
    expires: { type: 'string' },
  },
  async run({ options, words, terminal, dataDirectory, signal }) {
    const [action, id] = words
    const opening = { dataDirectory, log: troubleOnly(terminal) }
    switch (action) {
      case 'create': {
        const wanted = wantedOf(options)
        return withOpened(opening, opened => create(opened, wanted, terminal, signal))
      }
      case 'revoke':
        if (id === undefined) throw new UsageError('say which token: its id stands in `ringledger token list`')
        return withOpened(opening, async opened => {
          await send(opened.store, { type: 'RevokeToken', tokenId: id })
          await tellUnlessKnown(opened, terminal, signal)
          terminal.print(`${id} is revoked`)
          terminal.document({ tokenId: id, revoked: true })
          return 0
        })
      case 'list':
        return withOpened(opening, async opened => {
          await known(opened, signal)
          const rows = (await allTokens(opened.pool)).map(({ secretHash: _, ...row }) => row)
          for (const row of rows) {
            const state =
              row.revokedAt !== null
                ? `revoked ${isoOf(row.revokedAt)}`
                : row.expiresAt !== null
                  ? `until ${isoOf(row.expiresAt)}`
                  : 'valid'
            const { acl } = row.scope
            terminal.print(
              `${row.tokenId}  ${row.role.padEnd(13)}  ${state.padEnd(10)}  ${row.label}${acl ? `  acl ${acl.join(' ')}` : ''}`,
            )
          }
          terminal.document(rows)
          return 0
        })
      default:
        throw new UsageError(
          action === undefined ? 'say what to do: create, revoke or list' : `there is no token ${action}`,
        )
    }
  },
}

type Wanted = Pick<Extract<TokenCommand, { type: 'IssueToken' }>, 'label' | 'role' | 'scope' | 'expiresAt'>

function wantedOf(options: OptionValues): Wanted {
  const label = textOption(options, 'label')
  const role = roles.find(known => known === textOption(options, 'role'))
  if (label === undefined) throw new UsageError('--label is missing: for whom or what the token is')
  if (role === undefined) throw new UsageError(`--role is missing or unknown; one of ${roles.join(', ')}`)
  const expires = textOption(options, 'expires')
  const expiresAt = expires === undefined ? undefined : microsOfIso(expires)
  if (expires !== undefined && expiresAt === undefined)
    throw new UsageError(`--expires ${expires}: an instant is needed, e.g. 2027-01-01T00:00:00Z`)
  const acl = textsOption(options, 'acl')
  const scope = {
    ...scopeOf(options, role),
    ...(options['dissuasion'] === true ? { dissuasion: true } : {}),
    ...(acl.length > 0 ? { acl } : {}),
  }
  return { label, role, scope, ...(expiresAt === undefined ? {} : { expiresAt }) }
}

async function create(opened: Opened, wanted: Wanted, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const { tokenId, bearer, secretHash } = newToken()
  await send(opened.store, { type: 'IssueToken', tokenId, secretHash, ...wanted })
  await tellUnlessKnown(opened, terminal, signal)
  terminal.note('Keep it: it is shown only now.')
  terminal.print(bearer)
  terminal.document({ tokenId, token: bearer, label: wanted.label, role: wanted.role })
  return 0
}

/** Until the directory has the end of the log: who shows a token is looked up there, by whichever process serves. */
async function known({ engine, store }: Opened, signal: AbortSignal): Promise<void> {
  await engine.catchUp({ signal, projections: ['directory'] })
  await engine.waitUntilProcessed(await store.lastPosition(), { projections: ['directory'], timeoutMs: waitMs })
}

/** What was decided stands in the log: a directory that does not follow delays what it does, and its text is shown once. */
async function tellUnlessKnown(opened: Opened, terminal: Terminal, signal: AbortSignal): Promise<void> {
  try {
    await known(opened, signal)
  } catch (error) {
    terminal.note(`It is in the log, and takes effect once the directory has it: ${messageOf(error)}`)
  }
}

function scopeOf(options: OptionValues, role: Role): GrantedScope {
  const queues = textsOption(options, 'queue')
  const agents = textsOption(options, 'agent')
  const entities = textsOption(options, 'entity')
  const nodes = textsOption(options, 'node')
  const named = queues.length + agents.length > 0 ? { queues, agents } : {}
  if (nodes.length > 0) return { ...named, nodes }
  if (entities.length > 0) return { ...named, entities }
  if (queues.length === 0 && agents.length === 0) return role === 'supervisor' ? { queues: 'all', agents: 'all' } : {}
  return { queues, agents }
}

async function send(store: EventStore, command: TokenCommand): Promise<void> {
  const result = await handleCommand(store, tokens, command, {
    stream: tokenStream(command.tokenId),
    occurredAt: microsOfDate(new Date()),
    actor: 'command line',
  })
  if (!result.accepted)
    throw new Error(result.rejections.map(({ field, message }) => `${field}: ${message}`).join('; '))
}
