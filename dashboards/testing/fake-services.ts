import type { FakeWorld } from './fake-boards.ts'

interface FakeService {
  login: string
  revision: number
  role: string
  acl: readonly string[]
  queues: readonly string[]
  agentGroups: readonly string[]
  entities: readonly string[]
  dissuasionAccess: boolean
  description: string | null
}

interface Input extends Omit<FakeService, 'revision'> {
  readonly password?: string
  readonly expectedRevision?: number
}

const worlds = new WeakMap<FakeWorld, FakeService[]>()

/** Services that log in: one, until another is defined. */
export function servicesOf(world: FakeWorld): FakeService[] {
  const known = worlds.get(world)
  if (known) return known
  const first: FakeService = {
    login: 'crm',
    revision: 1,
    role: 'ANALYST',
    acl: ['calls.*.read'],
    queues: ['sales'],
    agentGroups: [],
    entities: [],
    dissuasionAccess: false,
    description: 'Customer files',
  }
  const services = [first]
  worlds.set(world, services)
  return services
}

/** The commands on services, as far as a page sends them. */
export function serviceCommandsOf(world: FakeWorld) {
  const services = servicesOf(world)
  const done = { position: '184300', rejections: [], warnings: [] }
  const refused = (message: string) => ({ ...done, rejections: [{ field: 'x', rule: 'x', message }] })
  return {
    defineServiceAccess: ({ input: { password = '', ...service } }: { input: Input }) => {
      if (password.length < 8) return refused('the password needs 8 characters at least')
      services.push({ ...service, revision: 1 })
      return done
    },
    changeServiceAccess: ({ input: { password: _, expectedRevision, ...change } }: { input: Input }) => {
      const service = services.find(({ login }) => login === change.login)
      if (service?.revision !== expectedRevision) return refused('somebody was faster: look again')
      if (service) Object.assign(service, change, { revision: service.revision + 1 })
      return done
    },
    removeServiceAccess: ({ input }: { input: Input }) => {
      services.splice(0, Infinity, ...services.filter(({ login }) => login !== input.login))
      return done
    },
  }
}
