import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { given } from '../configuration/testing/given.ts'
import { leftOutside } from './outside-transfer.ts'

const ways: readonly ConfigurationCommand[] = [
  { defineContext: { name: 'from-extern', displayName: 'From outside', type: 'incall' } },
  { defineTrunk: { name: 'operator', endpoint: { sip: { context: 'from-extern', host: 'sip.example.net' } } } },
  { defineTrunk: { name: 'isdn', endpoint: { custom: { interface: 'DAHDI/g0' } } } },
]

const caller = { TransfereeChannel: 'PJSIP/operator-00000001', TransfereeCallerIDNum: '0612345678' }
const mobile = { TransferTargetChannel: 'PJSIP/operator-00000009', TransferTargetCallerIDNum: '0712345678' }
const colleague = { TransferTargetChannel: 'PJSIP/1009-00000009', TransferTargetCallerIDNum: '1009' }
const done = { Result: 'Success', DestType: 'Bridge', IsExternal: 'No', SecondTransfererContext: 'outcall~france' }

const left = (fields: Readonly<Record<string, string>>, ...more: readonly ConfigurationCommand[]) =>
  leftOutside({ event: 'AttendedTransfer', fields: { ...done, ...fields } }, given(...ways, ...more))

describe('an attended transfer to the outside (contact-center §15.3)', () => {
  test('leaves nobody of the house where both parties are outside', () => {
    expect(left({ ...caller, ...mobile })).toEqual(['PJSIP/operator-00000001', 'PJSIP/operator-00000009'])
  })

  test('over a card, whose channels are not named as it is dialled, or over a trunk of another server', () => {
    const card = { TransferTargetChannel: 'DAHDI/i1/0712345678-5', TransferTargetCallerIDNum: '0712345678' }
    expect(left({ ...caller, ...card })).toHaveLength(2)
    const other = { TransferTargetChannel: 'Local/s@trunk~operator-0000000a;1', TransferTargetCallerIDNum: '' }
    expect(left({ ...caller, ...other })).toHaveLength(2)
  })

  test('by keys, where the target is the number that was dialled', () => {
    const routes: readonly ConfigurationCommand[] = [
      { defineContext: { name: 'to-extern', displayName: 'Outside', type: 'outcall' } },
      { defineContext: { name: 'default', displayName: 'Inside', includes: ['to-extern'] } },
      {
        defineOutcall: {
          name: 'france',
          contexts: ['to-extern'],
          trunks: ['operator'],
          patterns: [{ pattern: '0XXXXXXXXX' }],
        },
      },
      { defineLine: { name: 'a', number: '1009', context: 'default', endpoint: { sip: {} } } },
    ]
    const dialled = (number: string) =>
      left(
        { ...caller, TransferTargetChannel: `Local/${number}@default-0000001d;1`, TransferTargetCallerIDNum: 's' },
        ...routes,
      )
    expect(dialled('0123456789')).toEqual(['PJSIP/operator-00000001', 'Local/0123456789@default-0000001d;1'])
    expect(dialled('1009')).toEqual([])
  })

  test('leaves one of the house where either party is of the house', () => {
    expect(left({ ...caller, ...colleague })).toEqual([])
    expect(left({ ...mobile, TransfereeChannel: 'PJSIP/1001-00000001', TransfereeCallerIDNum: '1001' })).toEqual([])
    // A line that shows a public number is a line all the same.
    const direct = { TransferTargetChannel: 'PJSIP/alice-00000009', TransferTargetCallerIDNum: '0140000001' }
    expect(left({ ...caller, ...direct })).toEqual([])
  })

  test('that is completed while it rings is known by where it was dialled', () => {
    expect(left(caller)).toEqual(['PJSIP/operator-00000001'])
    expect(left({ ...caller, SecondTransfererContext: 'user~bob' })).toEqual([])
  })

  test('leaves the one who transfers where it becomes a conference, and counts for nothing where it failed', () => {
    expect(left({ ...caller, ...mobile, DestType: 'Threeway' })).toEqual([])
    expect(left({ ...caller, ...mobile, Result: 'Fail' })).toEqual([])
  })

  test('changes nothing where the rule is switched off', () => {
    expect(left({ ...caller, ...mobile }, { changeRecordingRules: { stopOnExternalTransfer: false } })).toEqual([])
  })
})
