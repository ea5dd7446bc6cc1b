import { describe, expect, test } from 'vitest'
import { decideChangeSet } from '../configuration/decide.ts'
import { commandsBetween } from '../configuration/difference.ts'
import { initialConfiguration, objectOf, objectsOf, type Configuration } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { sealedCommands } from '../configuration/sealed-commands.ts'
import { after, given, testSeal, when } from '../configuration/testing/given.ts'
import { users } from './configured-users.ts'
import { lines } from './lines.ts'

const md5 = '0123456789abcdef0123456789abcdef'
const base = given({ defineContext: { name: 'default', displayName: 'Default' } })
const line = (more = {}) => ({ defineLine: { name: 'l1', context: 'default', endpoint: { sip: {} }, ...more } })
const custom = line({ endpoint: { custom: { interface: 'DAHDI/1' } } })
const rotate = { rotateLineCredentials: { name: 'l1' } }

const passwordIn = (configuration: Configuration): string =>
  objectOf(configuration, lines, 'l1')?.value.password?.sealed ?? 'none'

describe('a line that registers and is defined without a password', () => {
  test('gets one that is sealed at its place', () => {
    expect(passwordIn(after(base, line()))).toMatch(/^line:l1:password:\d+detareneg$/)
    expect(passwordIn(after(base, line({ password: null })))).toMatch(/detareneg$/)
  })

  test('keeps it when the definition is repeated, also after another one was given or made', () => {
    const before = after(base, line())
    expect(when(before, line())).toEqual({ events: [] })
    expect(when(after(before, rotate), line())).toEqual({ events: [] })
    expect(when(after(before, { changeLine: { name: 'l1', password: 'secret12' } }), line())).toEqual({ events: [] })
  })

  test('keeps it when its export is applied, from nothing and again', () => {
    const before = after(base, line())
    const document = commandsBetween(initialConfiguration(kinds), before, kinds)
    const copy = given(...document)
    expect(passwordIn(copy)).toBe(passwordIn(before))
    expect(when(copy, ...document)).toEqual({ events: [] })
  })

  test('gets none where it has the md5 of one, is custom, or nothing can be made up', () => {
    expect(passwordIn(after(base, line({ md5Password: md5 })))).toBe('none')
    expect(passwordIn(after(base, custom))).toBe('none')
    const taking = decideChangeSet({ commands: [line()] }, base, { kinds, seal: testSeal })
    expect(taking).toMatchObject({ rejections: [{ field: 'commands[0].defineLine.password', rule: 'oneOf' }] })
  })
})

describe('new credentials of a line', () => {
  test('are another password at each command', () => {
    const first = after(base, line())
    const second = after(first, rotate)
    const third = after(second, rotate)
    expect(new Set([first, second, third].map(passwordIn)).size).toBe(3)
    expect(when(first, rotate)).toMatchObject({ events: [expect.stringMatching(/^LineChanged l1: password/)] })
  })

  test('take the place of the md5 of a password', () => {
    const rotated = after(base, line({ md5Password: md5 }), rotate)
    expect(objectOf(rotated, lines, 'l1')?.value).toMatchObject({ md5Password: null })
    expect(passwordIn(rotated)).toMatch(/detareneg$/)
  })

  test('are refused of a custom line, of a line that is not there, and of one that was changed meanwhile', () => {
    expect(when(after(base, custom), rotate)).toEqual({ rejections: ['commands[0].rotateLineCredentials.name custom'] })
    expect(when(base, rotate)).toEqual({ rejections: ['commands[0].rotateLineCredentials.name exists'] })
    expect(when(base, { rotateLineCredentials: {} })).toEqual({
      rejections: ['commands[0].rotateLineCredentials.name required'],
    })
    const expected = { rotateLineCredentials: { name: 'l1', expectedRevision: 0 } }
    expect(when(after(base, line()), expected)).toMatchObject({ events: [expect.any(String)] })
    expect(when(after(base, line(), rotate), expected)).toEqual({
      rejections: ['commands[0].rotateLineCredentials.expectedRevision unchanged'],
    })
  })

  test('are refused where nothing can be made up', () => {
    const decision = decideChangeSet({ commands: [rotate] }, after(base, line()), { kinds, seal: testSeal })
    expect(decision).toMatchObject({
      rejections: [{ field: 'commands[0].rotateLineCredentials.name', rule: 'newSecret' }],
    })
  })

  test('are made when a change set for later is applied: the stored command holds none', () => {
    expect(sealedCommands([rotate], { kinds, seal: testSeal })).toEqual([rotate])
  })
})

describe('a line without a name', () => {
  const create = (more = {}) => ({ createLine: { context: 'default', number: '1004', endpoint: { sip: {} }, ...more } })
  const before = after(base, line({ number: '1001' }), { defineUser: { user: 'ann', firstName: 'Ann', lines: ['l1'] } })

  test('gets one of eight letters and digits, and a password', () => {
    const [made, ...more] = objectsOf(after(base, create()), lines)
    expect(more).toEqual([])
    expect(made?.key).toMatch(/^[a-z0-9]{8}$/)
    expect(made?.value.password?.sealed).toMatch(/detareneg$/)
  })

  test('becomes the last one of its user', () => {
    const now = after(before, create({ user: 'ann' }))
    const made = objectsOf(now, lines).find(({ value }) => value.number === '1004')
    expect(objectOf(now, users, 'ann')?.value.lines).toEqual(['l1', made?.key])
    expect(when(before, create({ user: 'bob' }))).toEqual({ rejections: ['commands[0].createLine.user exists'] })
  })

  test('is refused by the rules of lines, and another one each time', () => {
    expect(when(before, create({ number: '1001' }))).toEqual({ rejections: ['commands[0].createLine.number taken'] })
    const two = after(base, create(), create({ number: '1005' }))
    expect(new Set(objectsOf(two, lines).map(({ key }) => key)).size).toBe(2)
  })
})
