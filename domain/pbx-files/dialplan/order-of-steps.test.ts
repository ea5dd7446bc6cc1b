import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { after } from '../../configuration/testing/given.ts'
import { renderFiles } from '../render.ts'
import { contentOf, renderingOf } from '../testing/sample-configurations.ts'
import { callCenter } from './testing/call-center.ts'
import { readDialplan } from './testing/read-dialplan.ts'

/** A number of a step in the section, and how the steps that are rendered for it begin. */
type Contract = readonly (readonly [step: number, begins: string])[]

function stepsOf(context: string, extension: string, ...commands: readonly ConfigurationCommand[]): readonly string[] {
  const content = contentOf(renderFiles(renderingOf(after(callCenter(), ...commands), 'main')), 'extensions.conf')
  return (readDialplan(content).get(context)?.extensions.get(extension) ?? []).map(
    ({ application, arguments: text }) => `${application}(${text})`,
  )
}

/** Each stands behind the one before; the numbers of the section never go back. */
function expectOrder(steps: readonly string[], contract: Contract): void {
  let from = 0
  for (const [step, begins] of contract) {
    const at = steps.findIndex((one, place) => place >= from && one.startsWith(begins))
    expect(at, `step ${step}: ${begins} behind ${steps[from - 1] ?? 'the beginning'}`).toBeGreaterThanOrEqual(from)
    from = at + 1
  }
  const numbers = contract.map(([step]) => step)
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
}

describe('the order of steps is a contract', () => {
  test('§13.1: a call on a DID', () => {
    const steps = stepsOf('did~0140000001@from-extern', 's', {
      changeIncall: {
        number: '0140000001',
        context: 'from-extern',
        schedule: 'office',
        callerId: { mode: 'prepend', text: 'Firm ' },
        preprocessSubroutine: 'before-sales',
      },
    })
    expectOrder(steps, [
      [1, 'Set(XIVO_CALLORIGIN=extern)'],
      [1, 'Set(XIVO_EXTENPATTERN='],
      [2, 'Gosub(xivo-normalize'],
      [3, 'Gosub(xivo-reverse-lookup'],
      [4, 'Set(CALLERID(name)='],
      [4, 'Gosub(xivo-permission,caller'],
      [4, 'UserEvent(Did,'],
      [5, 'CELGenUserEvent(XIVO_INCALL,'],
      [6, 'Gosub(schedule~office'],
      [7, 'Gosub(xivo-own-subroutine,s,1(before-sales))'],
      [7, 'Gosub(xivo-global-subroutine,s,1(DID))'],
      [8, 'Playback(welcome)'],
      [9, 'Gosub(xivo-forward-subroutine,s,1(QUEUE))'],
      [9, 'Goto(queue~sales,s,1)'],
    ])
  })

  test('§13.2: a call to a user, up to his subroutine', () => {
    const steps = stepsOf('user~alice', 's', {
      changeUser: {
        user: 'alice',
        schedule: 'office',
        preprocessSubroutine: 'before-sales',
        ringTones: { internal: 'one' },
      },
    })
    expectOrder(steps, [
      [1, 'Gosub(xivo-user,s,1(alice))'],
      [2, 'Gosub(schedule~office'],
      [3, 'Set(__PICKUPMARK=1000%default)'],
      [4, 'Gosub(xivo-own-subroutine,s,1(before-sales))'],
      [4, 'Gosub(xivo-global-subroutine,s,1(USER))'],
      [5, 'Goto(user,call,1)'],
    ])
    expectOrder(stepsOf('xivo-user', 's'), [
      [1, 'Gosub(reset'],
      [1, 'UserEvent(User,'],
    ])
    expect(stepsOf('xivo-user', 'reset').at(-2)).toContain('Set(XIVO_CALLORIGIN=')
  })

  test('§13.2: from the permission on', () => {
    expectOrder(stepsOf('user', 'call'), [
      [5, 'Gosub(xivo-permission'],
      [6, 'GotoIf($["${XIVO_FROMQUEUE}" = "1"]?fromqueue)'],
      [7, 'Gosub(${XIVO_FILTER},s,1)'],
      [8, 'Gosub(xivo-record'],
      [9, 'GotoIf($["${XIVO_DND}" = "1"]?dnd)'],
      [10, 'Gosub(xivo-user-forward,s,1(${XIVO_FORWARD_UNCONDITIONAL}))'],
      [11, 'GotoIf($["${XIVO_FROMGROUP}" = "1"]?ringonly)'],
      [12, 'GotoIf($[${GROUP_COUNT(${XIVO_DSTID}@called)} >= ${XIVO_SIMULTCALLS}]?busy)'],
      [13, 'UserEvent(LocalCall,'],
      [13, 'Dial(${XIVO_INTERFACE},'],
      [14, 'GotoIf($["${DIALSTATUS}" = "BUSY"]?busy)'],
      [14, 'GotoIf($["${DIALSTATUS}" = "NOANSWER"]?noanswer)'],
      [14, 'GotoIf($["${DIALSTATUS}" = "CONGESTION"]?congestion)'],
      [14, 'GotoIf($["${DIALSTATUS}" = "CHANUNAVAIL"]?unavailable)'],
      [14, 'Gosub(xivo-user-forward,s,1(${XIVO_FORWARD_BUSY}))'],
      [14, 'Goto(otherwise-busy,1)'],
      [14, 'Gosub(xivo-user-forward,s,1(${XIVO_FORWARD_NOANSWER}))'],
      [14, 'Goto(otherwise-noanswer,1)'],
    ])
  })

  test('§13.3: a call to a queue', () => {
    expectOrder(stepsOf('queue~sales', 's'), [
      [1, 'Set(XIVO_QUEUENAME=sales)'],
      [1, 'UserEvent(Queue,'],
      [1, 'Set(CALLERID(name)='],
      [2, 'Gosub(schedule~office'],
      [2, 'QueueLog(sales,${UNIQUEID},NONE,CLOSED)'],
      [3, 'GotoIf($[0${QUEUEHOLDTIME} > 120]?divertwait)'],
      [3, 'GotoIf($[(${QUEUE_WAITING_COUNT(sales)} + 1)'],
      [4, 'Gosub(xivo-own-subroutine'],
      [4, 'Gosub(xivo-global-subroutine,s,1(QUEUE))'],
      [5, 'Playback(queue-holdtime'],
      [5, 'Gosub(xivo-pickup'],
      [5, 'Set(__XIVO_CALLGROUPS='],
      [5, 'Gosub(xivo-record'],
      [6, 'Queue(sales,'],
      [7, 'GotoIf($["${QUEUESTATUS}" = "TIMEOUT"]?timeout)'],
      [7, 'QueueLog(sales,${UNIQUEID},NONE,FULL)'],
      [7, 'QueueLog(sales,${UNIQUEID},NONE,JOINEMPTY)'],
      [7, 'QueueLog(sales,${UNIQUEID},NONE,LEAVEEMPTY)'],
    ])
  })

  test('§13.5: a call to a group, as to a queue without diversions and rows of our own', () => {
    const steps = stepsOf('group~desk', 's', {
      changeGroup: {
        name: 'desk',
        schedule: 'office',
        callerId: { mode: 'prepend', text: 'Desk ' },
        preprocessSubroutine: 'before-sales',
      },
    })
    expectOrder(steps, [
      [1, 'Set(XIVO_GROUPNAME=desk)'],
      [1, 'UserEvent(Group,'],
      [1, 'Set(CALLERID(name)='],
      [2, 'Gosub(schedule~office'],
      [4, 'Gosub(xivo-own-subroutine,s,1(before-sales))'],
      [4, 'Gosub(xivo-global-subroutine,s,1(GROUP))'],
      [5, 'Gosub(xivo-pickup'],
      [6, 'Queue(desk,'],
      [7, 'GotoIf($["${QUEUESTATUS}" = "TIMEOUT"]?timeout)'],
      [7, 'GotoIf($["${QUEUESTATUS}" = "FULL"]?full)'],
      [7, 'GotoIf($["${QUEUESTATUS}" = "JOINEMPTY"]?fail)'],
      [7, 'GotoIf($["${QUEUESTATUS}" = "LEAVEEMPTY"]?fail)'],
    ])
    expect(steps.filter(step => step.startsWith('QueueLog(') || step.includes('?divert'))).toEqual([])
  })

  test('§13.5: an outgoing call: features, subroutine, permission, schedule, recording, then each trunk', () => {
    const steps = stepsOf('outcall~france', 's', {
      changeOutcall: {
        name: 'france',
        schedule: 'office',
        preprocessSubroutine: 'before-sales',
        callPermissions: ['national'],
        recording: 'recorded',
      },
    })
    expectOrder(steps, [
      [1, 'Set(XIVO_OUTCALLNAME=france)'],
      [2, 'Gosub(xivo-own-subroutine,s,1(before-sales))'],
      [2, 'Gosub(xivo-global-subroutine,s,1(OUTCALL))'],
      [3, 'Gosub(xivo-permission'],
      [4, 'Gosub(schedule~office'],
      [5, 'Gosub(xivo-record'],
      [6, 'Gosub(xivo-outgoing-caller'],
      [7, 'CELGenUserEvent(XIVO_OUTCALL,'],
      [7, 'Dial(PJSIP/${XIVO_OUTNUM}@trunk-provider'],
      [7, 'GotoIf($["${DIALSTATUS}" != "CONGESTION" & "${DIALSTATUS}" != "CHANUNAVAIL"]?ended)'],
      [8, 'CELGenUserEvent(XIVO_OUTCALL,'],
      [8, 'Dial(DAHDI/'],
    ])
  })
})
