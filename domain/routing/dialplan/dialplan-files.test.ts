import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import type { Configuration } from '../../configuration/configuration.ts'
import { decide, given, when } from '../../configuration/testing/given.ts'
import { readDialplan } from './dialplan-text.ts'

const file = (content: string, more = {}) => ({ defineDialplanFile: { name: 'extra.conf', content, ...more } })
const subroutine = `; greets
[greet]
exten => s,1,NoOp(\${XIVO_SRCNUM}) ; who
 same => n(play),Playback(hello\\;world)
 same => n,Return()
exten = _X.,hint,PJSIP/alice
include => other
`

describe('a dialplan file', () => {
  test('is taken when Asterisk would take it; repeated it changes nothing', () => {
    expect(when(given(), file(subroutine))).toEqual({ events: ['DialplanFileDefined extra.conf'] })
    expect(when(given(file(subroutine)), file(subroutine))).toEqual({ events: [] })
  })

  test('does not define what is generated, but may add to it', () => {
    const before = given({ defineContext: { name: 'default', displayName: 'Default' } })
    const one = (header: string) => when(before, file(`${header}\nexten => 1,1,Hangup()\n`))
    expect(one('[default]')).toEqual({ rejections: ['commands[0].defineDialplanFile.content reserved'] })
    expect(one('[did]')).toEqual({ rejections: ['commands[0].defineDialplanFile.content reserved'] })
    expect(one('[default](+)')).toEqual({ events: ['DialplanFileDefined extra.conf'] })
    expect(one('[xivo-extrafeatures]')).toEqual({ events: ['DialplanFileDefined extra.conf'] })
  })

  test('and a context do not define the same one, whichever comes second; both are named', () => {
    const context = { defineContext: { name: 'sales', displayName: 'Sales' } }
    const named = (before: Configuration, command: ConfigurationCommand) => {
      const decision = decide(before, [command])
      return decision.accepted ? [] : decision.rejections.map(({ rule, message }) => `${rule}: ${message}`)
    }
    expect(named(given(file('[other]\n[sales]\nexten => 1,1,Hangup()\n')), context)).toEqual([
      'taken: the context sales is defined by the dialplanFile extra.conf too: write [sales](+) there to add to it, or take another name',
    ])
    expect(named(given(context), file('[other]\n[sales]\nexten => 1,1,Hangup()\n'))).toEqual([
      'reserved: extra.conf, line 2: context sales is generated; write [sales](+) to add to it, or take another name',
    ])
    expect(named(given(file('[sales](+)\nexten => 1,1,Hangup()\n')), context)).toEqual([])
  })

  test('has the name of one file in its directory', () => {
    expect(when(given(), file('', { name: '../x.conf' }))).toEqual({
      rejections: ['commands[0].defineDialplanFile.name fileName'],
    })
  })
})

describe('a text of the dialplan', () => {
  test.each([
    ['exten => s,1,Hangup()', 1, 'before the first [context]'],
    ['[a]\nsame => n,Hangup()', 2, 'needs an exten before it'],
    ['[a]\nexten => s,Hangup()', 2, 'is no step'],
    ['[a]\nexten => s,1,Hangup(', 2, 'does not end with )'],
    ['[a]\n#exec /bin/sh', 2, '#exec would take in'],
    ['[a]\n#include other.conf', 2, '#include would take in'],
    ['[a\nexten => s,1,Hangup()', 1, 'is no header'],
    ['[a]\nextend => s,1,Hangup()', 2, 'extend is nothing'],
    ['[a]\nHangup()', 2, 'is no setting'],
  ])('%j is told to be wrong in line %i', (content, line, problem) => {
    expect(readDialplan(content).problems).toContainEqual({
      line,
      problem: expect.stringContaining(problem) as string,
    })
  })

  test('may have comments over several lines, and keeps its line numbers', () => {
    expect(readDialplan('[a] ;-- one\ntwo --;\nexten => s,1,NoOp(x)\nbad')).toEqual({
      contexts: [{ name: 'a', added: false, line: 1 }],
      problems: [{ line: 4, problem: expect.stringContaining('is no setting') as string }],
    })
  })
})
