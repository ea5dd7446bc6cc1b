import { iso, type FakeWorld } from './fake-boards.ts'
import { connection } from './fake-reports.ts'

const fakeTokenOf = (world: FakeWorld, tokenId: string, label: string, parts: object = {}) => ({
  tokenId,
  label,
  role: 'SUPERVISOR',
  queues: null as readonly string[] | null,
  agents: null as readonly string[] | null,
  entities: null,
  nodes: null,
  acl: null as readonly string[] | null,
  dissuasion: false,
  issuedAt: iso(world.startedAt - 86_400_000),
  issuedBy: 'first run' as string | null,
  expiresAt: null as string | null,
  revokedAt: null as string | null,
  revokedBy: null as string | null,
  ...parts,
})

const fakePerson = (parts: object = {}) => ({
  user: 'ana',
  login: 'a.perez',
  name: 'Ana Pérez',
  firstName: 'Ana',
  lastName: 'Pérez',
  enabled: true,
  profile: 'SUPERVISOR',
  queues: ['sales'] as readonly string[],
  agentGroups: ['north'] as readonly string[],
  incalls: [] as readonly string[],
  agents: [],
  recordingAccess: true,
  dissuasionAccess: false,
  period: null as object | null,
  ...parts,
})

interface State {
  readonly tokens: ReturnType<typeof fakeTokenOf>[]
  people: ReturnType<typeof fakePerson>[]
}

const worlds = new WeakMap<FakeWorld, State>()

function stateOf(world: FakeWorld): State {
  const known = worlds.get(world)
  if (known) return known
  const state = {
    tokens: [
      fakeTokenOf(world, '31661d0fc807', 'first administrator', { role: 'ADMINISTRATOR' }),
      fakeTokenOf(world, '7c1d0000aa01', 'old wall board', { revokedAt: iso(world.startedAt), revokedBy: 'Ana' }),
      fakeTokenOf(world, '7c1d0000aa02', 'visitor', { expiresAt: iso(world.startedAt - 1000) }),
    ],
    people: [fakePerson()],
  }
  worlds.set(world, state)
  return state
}

interface Grant {
  readonly names?: readonly string[]
}

interface Input {
  readonly tokenId: string
  readonly label: string
  readonly role: string
  readonly queues?: Grant
  readonly agents?: Grant
  readonly acl?: readonly string[]
  readonly login: string
  readonly type: string
}

export const fakeSecret = 'rl_9f31aa00bb11_made-for-the-test'

/** Profiles of people and tokens, and the commands on them, as far as a page sends them. */
export function accessOf(world: FakeWorld) {
  const state = stateOf(world)
  const done = { position: '184300', rejections: [], warnings: [] }
  const refused = (message: string) => ({ ...done, rejections: [{ field: 'x', rule: 'x', message }] })
  return {
    accessNames: [
      { name: 'calls.history.read', opens: ['calls'], roles: ['ANALYST', 'SUPERVISOR'], granted: true },
      { name: 'access.tokens.create', opens: ['issueToken'], roles: ['ADMINISTRATOR'], granted: true },
    ],
    tokens: () => state.tokens,
    issueToken: ({ input: { queues, agents, acl, ...input } }: { input: Input }) => {
      if (input.label === 'refuse me') return { ...refused('this label is refused'), token: null }
      state.tokens.push(
        fakeTokenOf(world, '9f31aa00bb11', input.label, {
          ...input,
          queues: queues?.names ?? null,
          agents: agents?.names ?? null,
          acl: acl ?? null,
        }),
      )
      return { ...done, token: fakeSecret }
    },
    revokeToken: ({ input }: { input: Input }) => {
      const token = state.tokens.find(({ tokenId }) => tokenId === input.tokenId)
      if (token) token.revokedAt = iso(Date.now())
      return done
    },
    profiles: () => connection(state.people),
    grantProfile: ({ input }: { input: Input }) => {
      if (input.login !== 's.doe') return refused(`no user has the login ${input.login}: set ctiLogin of one first`)
      state.people.push(fakePerson({ ...input, user: 'sarah.doe', name: 'Sarah Doe', profile: input.type }))
      return done
    },
    updateProfileScope: ({ input }: { input: Input }) => {
      state.people = state.people.map(person =>
        person.login === input.login ? ({ ...person, ...input } as typeof person) : person,
      )
      return done
    },
    revokeProfile: ({ input }: { input: Input }) => {
      state.people = state.people.filter(({ login }) => login !== input.login)
      return done
    },
  }
}
