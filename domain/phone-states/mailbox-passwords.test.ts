import { describe, expect, test } from 'vitest'
import { differOnlyInPasswords, passwordsIn } from './mailbox-passwords.ts'

const ours = `; made by Ringledger, do not edit
[general]
format = wav
emailbody = Hello\\; bye
[zonemessages]
eu-fr = Europe/Paris|'vm-received' q
[default]
1001 = 1111,Ann,ann@example.org,,attach=yes|tz=eu-fr
1002 = ,Bob,,,
`
/** As Asterisk writes the file when somebody changes a PIN by phone. */
const byAsterisk = (pin: string, name = 'Ann', zone = 'Europe/Paris') => `;!
;! Automatically generated configuration file
;! Generator: app_voicemail
;!

[general]
format=wav
emailbody=Hello\\; bye

[zonemessages]
eu-fr=${zone}|'vm-received' q

[default]
1001 => ${pin},${name},ann@example.org,,attach=yes|tz=eu-fr
1002 => ,Bob,,,
`

describe('two voicemail.conf', () => {
  test('differ only in passwords when Asterisk has written another PIN', () => {
    expect(differOnlyInPasswords(ours, byAsterisk('2222'))).toBe(true)
    expect(passwordsIn(byAsterisk('2222')).get('1001@default')).toBe('2222')
  })

  test.each<[string, string]>([
    ['a name', byAsterisk('1111', 'Eve')],
    ['a zone', byAsterisk('1111', 'Ann', 'Europe/Rome')],
    ['a mailbox more', `${byAsterisk('1111')}1003 => 1,Cy,,,\n`],
    ['a line that cannot be read', `${byAsterisk('1111')}nonsense\n`],
    ['nothing but a beginning', byAsterisk('1111').slice(0, 120)],
  ])('differ in more where it is %s', (_, other) => {
    expect(differOnlyInPasswords(ours, other)).toBe(false)
  })
})
