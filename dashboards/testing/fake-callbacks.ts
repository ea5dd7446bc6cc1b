import { iso, type FakeWorld } from './fake-boards.ts'
import { connection } from './fake-reports.ts'

interface FakeTicket {
  ticketId: string
  startedAt: string
  agent: string
  agentName: string | null
  phoneNumber: string
  status: string | null
  comment: string | null
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10)

function fakeRequest(world: FakeWorld, number: number, parts: object) {
  return {
    site: 'paris',
    requestId: `request-${number}`,
    reference: String(184_000 + number),
    list: 'leads',
    listName: 'Leads',
    queue: 'sales',
    queueDisplayName: 'Sales',
    phoneNumber: `02302100${90 + number}`,
    mobilePhoneNumber: null as string | null,
    firstName: null as string | null,
    lastName: null as string | null,
    company: null as string | null,
    description: null as string | null,
    dueDate: day(world.startedAt + 86_400_000),
    periodName: 'Whole day',
    periodStart: '07:00',
    periodEnd: '17:00',
    requestedAt: iso(world.startedAt - 3_600_000 * number),
    requestedBy: 'first administrator' as string | null,
    takenBy: null as string | null,
    takenByName: null as string | null,
    closed: false,
    lastStatus: null as string | null,
    tickets: [] as FakeTicket[],
    ...parts,
  }
}

type FakeRequest = ReturnType<typeof fakeRequest>

const worlds = new WeakMap<FakeWorld, FakeRequest[]>()

/** Four requests: nobody's, one that is late, one that is taken, one that is closed. */
function requestsOf(world: FakeWorld): FakeRequest[] {
  const known = worlds.get(world)
  if (known) return known
  const made = [
    fakeRequest(world, 1, {
      firstName: 'Alice',
      lastName: 'O’Neill',
      company: 'YourSociety',
      mobilePhoneNumber: '0789654123',
      description: 'Wants the offer for 200 lines, and to know when it can be installed',
      dueDate: day(world.startedAt - 3 * 86_400_000),
    }),
    fakeRequest(world, 2, { lastName: 'Doe' }),
    fakeRequest(world, 3, { company: 'MyCompany', takenBy: 'Agent/8001', takenByName: 'Amélie Laurent' }),
    fakeRequest(world, 4, { lastName: 'Roux', closed: true, lastStatus: 'NO_ANSWER' }),
  ]
  worlds.set(world, made)
  return made
}

interface Input {
  readonly site: string
  readonly requestId: string
  readonly agent: string
  readonly phoneNumber: string
  readonly ticketId: string
  readonly status: string
  readonly comment?: string
  readonly list: string
}

const readers = new WeakMap<FakeWorld, Set<(requestId: string) => void>>()

/** Tells every page that a request has changed, as the server does. */
function tell(world: FakeWorld, requestId: string): void {
  for (const reader of readers.get(world) ?? []) reader(requestId)
}

/** Each change of a request as it is made. */
export async function* callbackChanges(world: FakeWorld) {
  const waiting: string[] = []
  let wake: (() => void) | undefined
  const reader = (requestId: string) => {
    waiting.push(requestId)
    wake?.()
  }
  const all = readers.get(world) ?? new Set<(requestId: string) => void>()
  readers.set(world, all.add(reader))
  try {
    while (true) {
      const requestId = waiting.shift()
      if (requestId === undefined) await new Promise<void>(resolve => (wake = resolve))
      else yield { callbackChanges: { site: 'paris', requestId } }
    }
  } finally {
    all.delete(reader)
  }
}

/** Somebody else makes a request. */
export function requestElsewhere(world: FakeWorld, lastName: string): void {
  const requests = requestsOf(world)
  requests.push(fakeRequest(world, requests.length + 1, { lastName }))
  tell(world, `request-${requests.length}`)
}

/** Somebody else takes the first request. */
export function takeElsewhere(world: FakeWorld): void {
  Object.assign(requestsOf(world)[0] ?? {}, { takenBy: 'Agent/8001', takenByName: 'Amélie Laurent' })
  tell(world, 'request-1')
}

interface FakeOffer {
  lists: { name: string; displayName: string; queue: string; description: string | null }[]
  periods: { name: string; displayName: string; start: string; end: string; default: boolean; description: null }[]
}

const offers = new WeakMap<FakeWorld, FakeOffer>()

function offerOf(world: FakeWorld): FakeOffer {
  const known = offers.get(world)
  if (known) return known
  const made: FakeOffer = {
    lists: [{ name: 'leads', displayName: 'Leads', queue: 'sales', description: null }],
    periods: [
      { name: 'day', displayName: 'Whole day', start: '07:00', end: '17:00', default: true, description: null },
    ],
  }
  offers.set(world, made)
  return made
}

type Command = Readonly<Record<string, FakeOffer['periods'][number]>>

/** Requests to be called back and the commands on them, as far as a page sends them. */
export function callbacksOf(world: FakeWorld) {
  const requests = requestsOf(world)
  const refused = (message: string) => ({ position: '184300', rejections: [{ field: 'x', rule: 'x', message }] })
  const change = (of: Pick<Input, 'requestId'>, to: (request: FakeRequest) => Partial<FakeRequest>) => {
    const request = requests.find(({ requestId }) => requestId === of.requestId)
    if (!request) return refused(`there is no request ${of.requestId}`)
    Object.assign(request, to(request))
    tell(world, of.requestId)
    return { position: '184300', rejections: [] }
  }
  return {
    callbackOffer: () => ({ site: 'paris', ...offerOf(world) }),
    importCallbackRequests: ({ input }: { input: { csv: string; dryRun: boolean } }) => {
      const rows = input.csv.split('\n').slice(1).filter(Boolean)
      const rejections = rows.flatMap((row, place) =>
        row.includes('night')
          ? [{ field: `rows[${place}].period`, rule: 'exists', message: 'there is no part of the day night' }]
          : [],
      )
      const imported = rejections.length > 0 ? 0 : rows.length
      if (!input.dryRun && imported > 0)
        for (const row of rows) requests.push(fakeRequest(world, requests.length + 1, { lastName: row.split('|')[1] }))
      const warnings = rows.flatMap((row, place) =>
        row.includes('2016-08-01')
          ? [{ field: `rows[${place}].dueDate`, rule: 'past', message: '2016-08-01 is over' }]
          : [],
      )
      return { position: '184300', imported, known: 0, rejections, warnings: rejections.length > 0 ? [] : warnings }
    },
    defineCallbackList: ({ input }: { input: FakeOffer['lists'][number] }) => {
      offerOf(world).lists.push(input)
      return { position: '184300', rejections: [], warnings: [] }
    },
    changeCallbackList: ({ input }: { input: FakeOffer['lists'][number] }) => {
      const offer = offerOf(world)
      offer.lists = offer.lists.map(list => (list.name === input.name ? { ...list, ...input } : list))
      return { position: '184300', rejections: [], warnings: [] }
    },
    removeCallbackList: ({ input }: { input: { name: string } }) => {
      const offer = offerOf(world)
      offer.lists = offer.lists.filter(({ name }) => name !== input.name)
      return { position: '184300', rejections: [], warnings: [] }
    },
    applyChangeSet: ({ input: { commands } }: { input: { commands: readonly Command[] } }) => {
      const offer = offerOf(world)
      for (const command of commands)
        for (const [name, given] of Object.entries(command)) {
          const others = offer.periods.filter(period => period.name !== given.name)
          const before = offer.periods.find(period => period.name === given.name)
          offer.periods = name === 'removeCallbackPeriod' ? others : [...others, { ...before, ...given }]
        }
      return { position: '184300', rejections: [] }
    },
    callbackTotals: () => {
      const open = requests.filter(({ closed }) => !closed)
      return [
        {
          site: 'paris',
          list: 'leads',
          queue: 'sales',
          open: open.length,
          taken: open.filter(({ takenBy }) => takenBy !== null).length,
          oldestDueDate: open[0]?.dueDate ?? day(world.startedAt),
        },
      ]
    },
    callbackRequest: ({ requestId }: { requestId: string }) =>
      requests.find(request => request.requestId === requestId) ?? null,
    callbackRequests: ({ filter = {} }: { filter?: { closed?: boolean; dueUntil?: string; search?: string } }) =>
      connection(
        requests.filter(
          request =>
            (filter.closed === undefined || request.closed === filter.closed) &&
            (filter.dueUntil === undefined || request.dueDate <= filter.dueUntil) &&
            (!filter.search || JSON.stringify(request).includes(filter.search)),
        ),
      ),
    requestCallback: ({ input }: { input: Input }) => {
      if (input.phoneNumber === '0') return refused('0 is no number that can be called')
      requests.push(fakeRequest(world, requests.length + 1, input))
      tell(world, `request-${requests.length}`)
      return { position: '184300', rejections: [] }
    },
    takeCallback: ({ input }: { input: Input }) =>
      change(input, () => ({ takenBy: input.agent, takenByName: 'Amélie Laurent' })),
    releaseCallback: ({ input }: { input: Input }) => change(input, () => ({ takenBy: null, takenByName: null })),
    startCallback: ({ input }: { input: Input }) =>
      change(input, ({ tickets }) => ({
        tickets: [
          ...tickets,
          {
            ticketId: `ticket-${tickets.length + 1}`,
            startedAt: iso(Date.now()),
            agent: input.agent,
            agentName: 'Amélie Laurent',
            phoneNumber: input.phoneNumber,
            status: null,
            comment: null,
          },
        ],
      })),
    updateCallbackTicket: ({ input }: { input: Input }) =>
      change(input, ({ tickets }) => ({
        closed: input.status !== 'CALLBACK',
        lastStatus: input.status,
        tickets: tickets.map(ticket =>
          ticket.ticketId === input.ticketId
            ? { ...ticket, status: input.status, comment: input.comment ?? null }
            : ticket,
        ),
      })),
  }
}
