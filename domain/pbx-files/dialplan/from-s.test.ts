import { expect, test } from 'vitest'
import { callFrom } from '../../calls/testing/read-calls.ts'
import { renderFiles } from '../render.ts'
import { renderingOf } from '../testing/sample-configurations.ts'
import { extensionsConf } from './extensions-conf.ts'
import { callCenter } from './testing/call-center.ts'
import { readDialplan } from './testing/read-dialplan.ts'

const content = renderFiles(renderingOf(callCenter(), 'main'), [extensionsConf])[0]?.content ?? ''
const entry = readDialplan(content).get('xivo-entry')?.extensions.get('s') ?? []

/** What xivo-entry tells CEL of a channel in that state that comes to a number, after the one that it came to before. */
function toldBy(state: 'Ring' | 'Up', number: string, before: string): readonly string[] {
  const values: Readonly<Record<string, string>> = {
    '${CHANNEL(state)}': state,
    '${ARG1}': number,
    '${XIVO_DSTNUM}': number,
    '${XIVO_BASE_EXTEN}': before,
  }
  const filled = (text: string) => Object.entries(values).reduce((all, [name, of]) => all.replaceAll(name, of), text)
  const told: string[] = []
  for (let i = 0; i < entry.length; i++) {
    const step = entry[i]
    if (step?.application === 'CELGenUserEvent') told.push(filled(step.arguments))
    const [, left, right, other, another, label] =
      /^\$\["(.*?)" != "(.*?)" \| "(.*?)" != "(.*?)"\]\?(\w+)$/.exec(
        step?.application === 'GotoIf' ? filled(step.arguments) : '',
      ) ?? []
    if (label !== undefined && (left !== right || other !== another))
      i = entry.findIndex(one => one.label === label) - 1
  }
  return told
}

/** The rows of a click-to-call: the phone that is rung first begins at s. */
const originated = (told: readonly string[]) => `
  time | event      | id    | channel       | number | exten | extra
  0    | CHAN_START | 100.1 | PJSIP/1001-01 | 1001   | s     |
  2    | ANSWER     | 100.1 |               |        |       |
  ${told.map(text => text.split(',')).map(([name, text]) => `2 | ${name} | 100.1 | | | | {"extra":"${text}"}`)[0] ?? ''}
  9    | HANGUP     | 100.1 |               |        |       |`

test('a phone that was rung first tells its first number, and the call is read as one to that number', () => {
  const told = toldBy('Up', '0230210092', '')
  expect(told).toEqual(['XIVO_FROM_S,0230210092'])
  expect(callFrom(originated(told)).calledNumber).toBe('0230210092')
  expect(callFrom(originated([])).calledNumber).toBe(null)
})

test('who dials, and who comes to another number, has begun at the number that CEL has already', () => {
  expect(toldBy('Ring', '1002', '')).toEqual([])
  expect(toldBy('Up', '1003', '1002')).toEqual([])
})
