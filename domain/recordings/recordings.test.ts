import { describe, expect, test } from 'vitest'
import { initialConfiguration } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { after, when } from '../configuration/testing/given.ts'
import { recordingAtTransfer } from './at-transfer.ts'

const empty = initialConfiguration(kinds)

describe('the recording rules of a site', () => {
  const exclude = { changeRecordingRules: { neverRecordedCalled: ['3000', '08X.'] } }

  test('name numbers and patterns that are never recorded; repeated nothing changes', () => {
    expect(when(empty, exclude)).toEqual({
      events: ['RecordingRulesChanged general: neverRecordedCalled [] > ["3000","08X."]'],
    })
    expect(when(after(empty, exclude), exclude)).toEqual({ events: [] })
    expect(when(empty, { changeRecordingRules: { neverRecordedCallers: ['06;12'] } })).toEqual({
      rejections: ['commands[0].changeRecordingRules.neverRecordedCallers[0] extensionPattern'],
    })
    expect(when(empty, { changeRecordingRules: { neverRecordedCallers: ['0612', '0612'] } })).toEqual({
      rejections: ['commands[0].changeRecordingRules.neverRecordedCallers[1] unique'],
    })
  })

  test('name the PBX without what ends a name in recordings', () => {
    for (const pbxName of ['my pbx', 'my-pbx'])
      expect(when(empty, { changeRecordingRules: { pbxName } })).toEqual({
        rejections: ['commands[0].changeRecordingRules.pbxName pbxName'],
      })
  })
})

describe('a call that comes to another queue (contact-center §15.2)', () => {
  test.each([
    ['active', 'recorded', null],
    ['active', 'recordedOnDemand', null],
    ['active', 'notRecorded', 'stop'],
    ['paused', 'recorded', 'unpause'],
    ['paused', 'recordedOnDemand', null],
    ['paused', 'notRecorded', 'stop'],
    ['disabled', 'recorded', 'stop'],
    ['disabled', 'recordedOnDemand', 'stop'],
    ['disabled', 'notRecorded', null],
  ] as const)('with recording %s, to a queue that is %s: %s', (state, mode, expected) => {
    expect(recordingAtTransfer(state, mode)).toBe(expected)
  })
})
