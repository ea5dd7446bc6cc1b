import { describe, expect, test } from 'vitest'
import { after, given, when } from '../configuration/testing/given.ts'

const base = given({
  defineContext: {
    name: 'default',
    displayName: 'Default',
    numberRanges: [{ type: 'user', start: '1000', end: '1099' }],
  },
})
const line = (name: string, more = {}) => ({
  defineLine: { name, context: 'default', password: 'secret12', endpoint: { sip: {} }, ...more },
})
const custom = (name: string, dialled: string) => ({
  defineLine: { name, context: 'default', endpoint: { custom: { interface: dialled } } },
})

describe('a line', () => {
  test('is defined with its number, and repeated changes nothing', () => {
    expect(when(base, line('l1', { number: '1000' }))).toEqual({ events: ['LineDefined l1'] })
    const before = after(base, line('l1', { number: '1000' }))
    expect(when(before, line('l1', { number: '1000' }))).toEqual({ events: [] })
  })

  test('has a number of the range of users that no other has', () => {
    expect(when(base, line('l1', { number: '2000' }))).toEqual({ rejections: ['commands[0].defineLine.number range'] })
    expect(when(after(base, line('l1', { number: '1000' })), line('l2', { number: '1000' }))).toEqual({
      rejections: ['commands[0].defineLine.number taken'],
    })
  })

  test('has an option of chan_sip once, whatever it says', () => {
    const unrenderedOptions = ['yes', 'no'].map(value => ({ name: 'promiscredir', value }))
    expect(when(base, line('l1', { unrenderedOptions }))).toEqual({
      rejections: ['commands[0].defineLine.unrenderedOptions[1] unique'],
    })
    const trunk = { name: 't', unrenderedOptions, endpoint: { custom: { interface: 'DAHDI/g0' } } }
    expect(when(base, { defineTrunk: trunk })).toEqual({
      rejections: ['commands[0].defineTrunk.unrenderedOptions[1] unique'],
    })
  })

  test('that registers has exactly one password, a custom one has none', () => {
    const before = after(base, line('l1'))
    expect(when(before, { changeLine: { name: 'l1', password: null } })).toEqual({
      rejections: ['commands[0].changeLine.password oneOf'],
    })
    expect(when(base, line('l1', { md5Password: '0123456789abcdef0123456789abcdef' }))).toEqual({
      rejections: ['commands[0].defineLine.password oneOf'],
    })
    expect(when(base, line('l1', { password: 'sec;ret' }))).toEqual({
      rejections: ['commands[0].defineLine.password sipSecret'],
    })
    expect(when(base, line('l1', { endpoint: { custom: { interface: 'DAHDI/g1/5551234' } } }))).toEqual({
      rejections: ['commands[0].defineLine.password custom'],
    })
    expect(when(base, custom('l1', 'DAHDI/g1/5551234'))).toEqual({ events: ['LineDefined l1'] })
  })

  test('becomes another kind of SIP endpoint with its password, but a custom one stays custom', () => {
    const before = after(base, line('l1'), custom('l2', 'DAHDI/g1/5551234'))
    expect(when(before, { changeLine: { name: 'l1', endpoint: { webrtc: {} } } })).toMatchObject({
      events: [expect.stringMatching(/^LineChanged l1: endpoint/)],
    })
    expect(
      when(before, { changeLine: { name: 'l1', password: null, endpoint: { custom: { interface: 'DAHDI/1' } } } }),
    ).toEqual({
      rejections: ['commands[0].changeLine.endpoint fixed'],
    })
    expect(when(before, { changeLine: { name: 'l2', password: 'secret12', endpoint: { sip: {} } } })).toEqual({
      rejections: ['commands[0].changeLine.endpoint fixed'],
    })
  })

  test('in a browser encrypts with DTLS', () => {
    expect(when(base, line('l1', { endpoint: { webrtc: { encryption: 'sdes' } } }))).toEqual({
      rejections: ['commands[0].defineLine.endpoint.webrtc.encryption webrtc'],
    })
  })

  test('does not take the name that the browser of a unique account has, nor a section of pjsip.conf', () => {
    const before = after(base, line('l1', { endpoint: { uniqueAccount: {} } }))
    expect(when(before, line('l1_w'))).toEqual({ rejections: ['commands[0].defineLine.name taken'] })
    const other = after(base, line('l1'), line('l1_w'))
    expect(when(other, { changeLine: { name: 'l1', endpoint: { uniqueAccount: {} } } })).toEqual({
      rejections: ['commands[0].changeLine.name taken'],
    })
    expect(when(base, line('global'))).toEqual({ rejections: ['commands[0].defineLine.name reserved'] })
    expect(when(base, line('a]b'))).toEqual({ rejections: ['commands[0].defineLine.name lineName'] })
  })

  test('dials a channel that no other custom line dials', () => {
    const before = after(base, custom('l1', 'Local/0612457896@default/n'))
    expect(when(before, custom('l2', 'Local/0612457896@default/n'))).toEqual({
      rejections: ['commands[0].defineLine.endpoint.custom.interface taken'],
    })
    expect(when(before, custom('l2', 'Local/1@default,Hangup()'))).toEqual({
      rejections: ['commands[0].defineLine.endpoint.custom.interface dialString'],
    })
  })

  test('is not removed while a user has it', () => {
    const before = after(base, line('l1'), { defineUser: { user: 'alice', firstName: 'Alice', lines: ['l1'] } })
    expect(when(before, { removeLine: { name: 'l1' } })).toEqual({ rejections: ['commands[0].removeLine inUse'] })
    expect(when(before, { removeLine: { name: 'l1' } }, { changeUser: { user: 'alice', lines: [] } })).toMatchObject({
      events: ['LineRemoved l1', expect.stringMatching(/^UserChanged alice/)],
    })
  })
})

describe('a voicemail', () => {
  const box = (more = {}) => ({ defineVoicemail: { number: '1000', context: 'default', name: 'Alice', ...more } })

  test('is known by number and context, and repeated changes nothing', () => {
    expect(when(base, box())).toEqual({ events: ['VoicemailDefined 1000@default'] })
    expect(when(after(base, box()), box())).toEqual({ events: [] })
    expect(when(base, box({ context: 'none' }))).toEqual({ rejections: ['commands[0].defineVoicemail.context exists'] })
  })

  test('may have the number of its user', () => {
    expect(when(after(base, line('l1', { number: '1000' })), box())).toEqual({
      events: ['VoicemailDefined 1000@default'],
    })
  })

  test('opens with digits or #', () => {
    expect(when(base, box({ password: '12#4' }))).toEqual({ events: ['VoicemailDefined 1000@default'] })
    expect(when(base, box({ password: '12a4' }))).toEqual({ rejections: ['commands[0].defineVoicemail.password pin'] })
  })

  test('takes its messages with it: it is removed only when that is confirmed, and then once', () => {
    const before = after(base, box())
    const remove = (more = {}) => ({ removeVoicemail: { number: '1000', context: 'default', ...more } })
    const refused = { rejections: ['commands[0].removeVoicemail.confirm confirm'] }
    expect(when(before, remove())).toEqual(refused)
    expect(when(before, remove({ confirm: false }))).toEqual(refused)
    expect(when(before, remove({ confirm: true }))).toEqual({ events: ['VoicemailRemoved 1000@default'] })
    expect(when(after(before, remove({ confirm: true })), remove())).toEqual({ events: [] })
  })

  test('is all that has to be confirmed: elsewhere that is a slip of the pen', () => {
    expect(when(after(base, line('l1')), { removeLine: { name: 'l1', confirm: true } })).toEqual({
      rejections: ['commands[0].removeLine.confirm unknownField'],
    })
  })

  test('deletes only messages that a mail carries', () => {
    const deleting = { deleteAfterNotify: true }
    expect(when(base, box(deleting))).toEqual({
      rejections: ['commands[0].defineVoicemail.deleteAfterNotify together'],
    })
    expect(when(base, box({ ...deleting, email: 'a@example.org', attachAudio: false }))).toEqual({
      rejections: ['commands[0].defineVoicemail.deleteAfterNotify together'],
    })
    expect(when(base, box({ ...deleting, email: 'a@example.org' }))).toEqual({
      events: ['VoicemailDefined 1000@default'],
    })
  })

  test('tells times of a zone that exists', () => {
    expect(when(base, box({ timezone: 'Europe/Pari' }))).toEqual({
      rejections: ['commands[0].defineVoicemail.timezone zone'],
    })
  })
})
