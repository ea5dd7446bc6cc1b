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

/** Requests to be called back and the commands on them, as far as a page sends them. */
export function callbacksOf(world: FakeWorld) {
  const requests = requestsOf(world)
  const refused = (message: string) => ({ position: '184300', rejections: [{ field: 'x', rule: 'x', message }] })
  const change = (of: Pick<Input, 'requestId'>, to: (request: FakeRequest) => Partial<FakeRequest>) => {
    const request = requests.find(({ requestId }) => requestId === of.requestId)
    if (!request) return refused(`there is no request ${of.requestId}`)
    Object.assign(request, to(request))
    return { position: '184300', rejections: [] }
  }
  return {
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
      if (input.list !== 'leads') return refused(`there is no callback list ${input.list} at site ${input.site}`)
      requests.push(fakeRequest(world, requests.length + 1, input))
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
