import { expect, test } from 'vitest'
import { objectOf } from '../../configuration/configuration.ts'
import { singleKey } from '../../configuration/kind.ts'
import { after, given, when } from '../../configuration/testing/given.ts'
import { queues } from '../../queues/configured-queues.ts'
import { sipSettings } from './sip-settings.ts'
import { trunks } from './trunks.ts'

const sip = { context: 'from-extern', host: '192.0.2.9', password: 'secret1' }
const before = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  { defineUser: { user: 'ann', firstName: 'Ann', callTransferEnabled: false } },
  { defineQueue: { name: 'sales', displayName: 'Sales' } },
  { defineQueue: { name: 'desk_switchboard', displayName: 'Desk', calleeTransfer: true } },
  { defineTrunk: { name: 'provider', endpoint: { sip } } },
  { defineTrunk: { name: 'other', endpoint: { sip: { ...sip, directMedia: 'yes' } } } },
  { defineTrunk: { name: 'custom', endpoint: { custom: { interface: 'DAHDI/g0' } } } },
)
const enable = (more = {}) => ({ enableDirectMediaProfile: { trunks: ['provider'], ...more } })

test('media flows past the PBX at the trunks named, and at no other one', () => {
  const now = after(before, enable())
  expect(objectOf(now, sipSettings, singleKey)?.value).toMatchObject({ directMedia: 'nonat', dtmfMode: 'rfc4733' })
  const endpointOf = (name: string) => objectOf(now, trunks, name)?.value.endpoint
  expect(endpointOf('provider')).toMatchObject({ sip: { directMedia: 'nonat', dtmfMode: 'rfc4733' } })
  expect(endpointOf('other')).toMatchObject({ sip: { directMedia: 'no', dtmfMode: null } })
  expect(endpointOf('provider')).toMatchObject({ sip: { password: { sealed: expect.any(String) as string } } })
  expect(when(now, enable())).toEqual({ events: [] })
})

test('what keeps media on the PBX is named, object by object, and can be switched off', () => {
  const busy = after(
    before,
    { changeUser: { user: 'ann', callTransferEnabled: true, callRecordEnabled: true } },
    { changeQueue: { name: 'sales', calleeHangup: true, recording: 'recorded' } },
    { changeFeatureCodes: { callListening: '*34' } },
  )
  const at = 'commands[0].enableDirectMediaProfile.switchOff conflict'
  expect(when(busy, enable())).toEqual({ rejections: [at, at, at] })
  const now = after(busy, enable({ switchOff: true }))
  expect(objectOf(now, queues, 'sales')?.value).toMatchObject({ calleeHangup: false, recording: 'notRecorded' })
  expect(objectOf(now, queues, 'desk_switchboard')?.value.calleeTransfer).toBe(true)
  expect(when(now, enable())).toEqual({ events: [] })
})

test('only a SIP trunk that there is can be named', () => {
  expect(when(before, enable({ trunks: ['custom', 'none'] }))).toEqual({
    rejections: [
      'commands[0].enableDirectMediaProfile.trunks[0] custom',
      'commands[0].enableDirectMediaProfile.trunks[1] exists',
    ],
  })
})
