import { describe, expect, test } from 'vitest'
import { objectsOf } from '../configuration/configuration.ts'
import { renderFiles } from '../pbx-files/render.ts'
import {
  hostileConfiguration,
  mediumConfiguration,
  renderingOf,
  smallConfiguration,
} from '../pbx-files/testing/sample-configurations.ts'
import { mediaServers } from '../sites/media-servers.ts'
import { checkFiles } from './check-files.ts'

const file = (path: string, content: string) => ({ path, content })
const sip = `
[trunk]
type = endpoint
auth = trunk
aors = trunk,other
transport = transport-udp
[trunk]
type = auth
[trunk]
type = aor
`

describe('files are refused', () => {
  test.each([
    ['for a line that is no setting', 'queues.conf', '[a]\nnonsense\n', 'queues.conf: line 2 is no setting: nonsense'],
    [
      'for a setting outside of sections',
      'queues.conf',
      'a = b\n',
      'queues.conf: line 1 sets a outside of any section',
    ],
    ['for a last line without end', 'queues.conf', '[a]\nb = c', 'queues.conf: the last line is not ended'],
    [
      'for a section that is there twice',
      'queues.conf',
      '[a]\n[a]\n',
      'queues.conf: line 2: there is a section a already',
    ],
    [
      'for an addition to a section that is not there',
      'queues.conf',
      '[a](+)\nb = c\n',
      'queues.conf: line 1: there is no section a to add to',
    ],
    [
      'for a line that Asterisk would cut',
      'queues.conf',
      `[a]\nb = ${'x'.repeat(8190)}\n`,
      'queues.conf: line 2 is longer than the 8190 bytes that Asterisk reads',
    ],
    [
      'for a name that Asterisk would cut, counted in bytes',
      'queues.conf',
      `[${'é'.repeat(40)}]\n`,
      `queues.conf: line 1: the name ${'é'.repeat(40)}... is longer than 79 bytes`,
    ],
  ])('%s', (_, path, content, problem) => {
    expect(checkFiles([file(path, content)])).toEqual([problem])
  })

  test('for objects of SIP that name others which are in no file', () => {
    expect(checkFiles([file('pjsip.conf', sip)])).toEqual([
      'pjsip.conf: line 5: trunk names the aor other, which is in no file',
      'pjsip.conf: line 6: trunk names the transport transport-udp, which is in no file',
    ])
  })
})

test('files of SIP are looked at together, and a name may stand once for each type', () => {
  const more = '[other]\ntype = aor\n[transport-udp]\ntype = transport\n'
  expect(checkFiles([file('pjsip.conf', `#include more.conf\n${sip}`), file('pjsip_more.conf', more)])).toEqual([])
})

test('a part of a file of the administrators may add to a section of theirs', () => {
  expect(checkFiles([file('asterisk.d/ringledger.conf', '[options](+)\nsystemname = a\n')])).toEqual([])
})

test('comments, escaped semicolons, arrows and brackets in values are as Asterisk reads them', () => {
  const content = '; [no section\n[a]\nb = x\\;y ; the rest\nexten => _[1-9]X.,1,Set(A=[b])\n'
  expect(checkFiles([file('extensions.conf', content)])).toEqual([])
})

test.each([
  ['small', smallConfiguration],
  ['medium', mediumConfiguration],
  ['hostile', hostileConfiguration],
])('whatever is configured, its files pass: a %s call center', (_, configuration) => {
  const made = configuration()
  const servers = objectsOf(made, mediaServers)
  expect(servers).not.toEqual([])
  for (const { key } of servers) expect(checkFiles(renderFiles(renderingOf(made, key)))).toEqual([])
})

test('a comment over several lines is no line of the file, wherever it begins', () => {
  const content = '[a] ;-- one\n[b]\ntwo --;\nexten => s,1,NoOp(x\\;--y)\n;--- a line of its own\n'
  expect(checkFiles([file('extensions_extra.d/x.conf', content)])).toEqual([])
})
