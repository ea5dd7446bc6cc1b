import { describe, expect, test } from 'vitest'
import { given } from '../configuration/testing/given.ts'
import { stateOf } from '../kernel/decider.ts'
import { microsOfIso } from '../kernel/time.ts'
import { callbackRequests, type CallbackCommand, type RequestCallback } from './handle-request.ts'
import { callbackOfferOf } from './offer.ts'
import type { CallbackEvent } from './request-events.ts'

const configuration = given(
  { defineQueue: { name: 'sales', displayName: 'Sales' } },
  { defineCallbackList: { name: 'leads', displayName: 'Leads', queue: 'sales' } },
  { defineCallbackPeriod: { name: 'day', displayName: 'Whole day', start: '07:00', end: '17:00', default: true } },
  { defineCallbackPeriod: { name: 'afternoon', displayName: 'Afternoon', start: '14:00', end: '17:00' } },
)
/** In Paris it is the next day already. */
const now = microsOfIso('2026-11-30T23:30:00Z') ?? NaN
const decider = callbackRequests(callbackOfferOf(configuration, 'Europe/Paris', now), agent =>
  /^Agent\/800[12]$/.test(agent),
)

const request: RequestCallback = {
  type: 'RequestCallback',
  id: 'r1',
  list: 'leads',
  phoneNumber: '02 30-21.00(92)',
  mobilePhoneNumber: '0689746321',
  firstName: ' John ',
  lastName: 'Doe',
  company: '',
  description: null,
  dueDate: null,
  period: null,
}
const take = (agent = 'Agent/8001'): CallbackCommand => ({ type: 'TakeCallback', id: 'r1', agent })
const release: CallbackCommand = { type: 'ReleaseCallback', id: 'r1' }
const start = (ticket: string, phoneNumber = '0230210092', agent = 'Agent/8001'): CallbackCommand => ({
  type: 'StartCallback',
  id: 'r1',
  ticket,
  agent,
  phoneNumber,
})
type Update = Extract<CallbackCommand, { type: 'UpdateCallbackTicket' }>
const update = (ticket: string, more: Partial<Update>): Update => ({
  type: 'UpdateCallbackTicket',
  id: 'r1',
  ticket,
  status: null,
  comment: null,
  dueDate: null,
  period: null,
  ...more,
})

/** The events of commands that were accepted, one after the other. */
function after(...commands: readonly CallbackCommand[]): readonly CallbackEvent[] {
  return commands.reduce<readonly CallbackEvent[]>((events, command) => {
    const decision = decider.decide(command, stateOf(decider, events))
    if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
    return [...events, ...decision.events]
  }, [])
}

function when(before: readonly CallbackEvent[], command: CallbackCommand): readonly string[] {
  const decision = decider.decide(command, stateOf(decider, before))
  if (!decision.accepted) return decision.rejections.map(({ field, rule }) => `${field} ${rule}`)
  return decision.events.map(({ type }) => type)
}

describe('a request to be called back', () => {
  test('is for the next day of the site in the default part of the day, with numbers as they are dialled', () => {
    expect(after(request)).toEqual([
      {
        type: 'CallbackRequested',
        id: 'r1',
        list: 'leads',
        listName: 'Leads',
        queue: 'sales',
        phoneNumber: '0230210092',
        mobilePhoneNumber: '0689746321',
        firstName: 'John',
        lastName: 'Doe',
        company: null,
        description: null,
        dueDate: '2026-12-02',
        period: 'day',
        periodName: 'Whole day',
        periodStart: '07:00',
        periodEnd: '17:00',
      },
    ])
  })

  test('names a period by either of its names', () => {
    const periodOf = (period: string) => after({ ...request, period })[0]
    expect(periodOf('afternoon')).toMatchObject({ period: 'afternoon', periodStart: '14:00' })
    expect(periodOf('Afternoon')).toEqual(periodOf('afternoon'))
  })

  test.each([
    [{ list: 'others' }, 'list exists'],
    [{ period: 'night' }, 'period exists'],
    [{ phoneNumber: null, mobilePhoneNumber: ' ' }, 'phoneNumber oneOf'],
    [{ mobilePhoneNumber: 'none' }, 'mobilePhoneNumber number'],
    [{ dueDate: '2026-02-30' }, 'dueDate date'],
    [{ dueDate: 'tomorrow' }, 'dueDate date'],
    [{ lastName: 'x'.repeat(129) }, 'lastName text'],
    [{ description: 'a\u0000b' }, 'description text'],
  ])('with %j is refused: %s', (wrong, refusal) => {
    expect(when([], { ...request, ...wrong })).toEqual([refusal])
  })

  test('that was made already is not made again', () => {
    expect(when(after(request), { ...request, list: 'others' })).toEqual([])
  })

  test('that was never made is nothing to do anything about', () => {
    expect(when([], take())).toEqual(['id exists'])
  })
})

describe('who takes a request', () => {
  const taken = after(request, take())

  test('has it alone until it is released', () => {
    expect(when(after(request), take())).toEqual(['CallbackTaken'])
    expect(when(taken, take())).toEqual([])
    expect(when(taken, take('Agent/8002'))).toEqual(['id taken'])
    expect(when(taken, release)).toEqual(['CallbackReleased'])
    expect(when(after(request, take(), release), take('Agent/8002'))).toEqual(['CallbackTaken'])
    expect(when(after(request), release)).toEqual([])
  })

  test('is an agent', () => {
    expect(when(after(request), take('Agent/9'))).toEqual(['agent exists'])
  })
})

describe('a ticket', () => {
  const taken = after(request, take())
  const begun = [...taken, ...eventsOf(taken, start('t1'))]

  function eventsOf(before: readonly CallbackEvent[], command: CallbackCommand): readonly CallbackEvent[] {
    const decision = decider.decide(command, stateOf(decider, before))
    return decision.accepted ? decision.events : []
  }

  test('is begun by who has taken the request, at one of its numbers, and repeated it is the same', () => {
    expect(when(taken, start('t1', '06 89 74 63 21'))).toEqual(['CallbackStarted'])
    expect(when(taken, start('t1', '0100000000'))).toEqual(['phoneNumber choice'])
    expect(when(taken, start('t1', '0230210092', 'Agent/8002'))).toEqual(['agent taken'])
    expect(when(after(request), start('t1'))).toEqual(['agent taken'])
    expect(when(begun, start('t2'))).toEqual([])
    expect(when(begun, start('t2', '0689746321'))).toEqual(['CallbackStarted'])
  })

  test.each(['ANSWERED', 'NO_ANSWER', 'FAX', 'EMAIL'] as const)('that says %s closes the request', status => {
    const end = update('t1', { status, comment: 'done' })
    expect(when(begun, end)).toEqual(['CallbackTicketUpdated', 'CallbackClosed'])
    const ended = [...begun, ...eventsOf(begun, end)]
    expect(when(ended, end)).toEqual([])
    expect(when(ended, update('t1', { status: 'CALLBACK' }))).toEqual(['ticket ended'])
    expect(when(ended, take())).toEqual(['id closed'])
    expect(stateOf(decider, ended)).toMatchObject({ closed: true, takenBy: null })
  })

  test('that says CALLBACK gives the request back for another day', () => {
    const again = update('t1', { status: 'CALLBACK', dueDate: '2026-12-24', period: 'afternoon' })
    expect(when(begun, again)).toEqual(['CallbackTicketUpdated', 'CallbackRescheduled'])
    const later = [...begun, ...eventsOf(begun, again)]
    expect(stateOf(decider, later)).toMatchObject({
      dueDate: '2026-12-24',
      period: 'afternoon',
      periodStart: '14:00',
      takenBy: null,
      closed: false,
    })
    expect(when(later, take('Agent/8002'))).toEqual(['CallbackTaken'])
    const asBefore = [...begun, ...eventsOf(begun, update('t1', { status: 'CALLBACK' }))]
    expect(stateOf(decider, asBefore)).toMatchObject({ dueDate: '2026-12-02', period: 'day' })
  })

  test.each([
    [{ status: 'CALLBACK', dueDate: '2026-11-30' }, 'dueDate past'],
    [{ status: 'CALLBACK', dueDate: '2026-12-99' }, 'dueDate date'],
    [{ status: 'CALLBACK', period: 'night' }, 'period exists'],
    [{ status: 'ANSWERED', dueDate: '2026-12-24' }, 'dueDate together'],
    [{ period: 'afternoon' }, 'period together'],
    [{ comment: 'x'.repeat(2_001) }, 'comment text'],
  ] as const)('with %j is refused: %s', (wrong, refusal) => {
    expect(when(begun, update('t1', wrong))).toEqual([refusal])
  })

  test('may be commented on before it is said how it ended, and keeps the comment then', () => {
    const noted = [...begun, ...eventsOf(begun, update('t1', { comment: 'rings' }))]
    expect(when(noted, update('t1', { comment: 'rings' }))).toEqual([])
    const ended = [...noted, ...eventsOf(noted, update('t1', { status: 'NO_ANSWER' }))]
    expect(stateOf(decider, ended)?.tickets).toMatchObject([{ status: 'NO_ANSWER', comment: 'rings' }])
  })

  test('that was never begun cannot be changed', () => {
    expect(when(begun, update('t9', { status: 'FAX' }))).toEqual(['ticket exists'])
  })
})
