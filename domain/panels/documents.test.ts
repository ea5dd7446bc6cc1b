import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callsFrom } from '../calls/testing/read-calls.ts'
import { rowsFrom } from '../queues/testing/queue-log-table.ts'
import { callFrom } from '../queues/testing/read-visits.ts'
import { callDocument, callDocumentId } from './call-document.ts'
import type { PanelDocument } from './document.ts'
import { namesOfThePbx, type PanelNames } from './names.ts'
import { rowDocument } from './row-document.ts'
import { isVisible, visibleNames, visibleOf } from './visible.ts'
import { visitDocument } from './visit-document.ts'

/** No visit was read from it, and nobody excluded its call. */
const alone = { visit: undefined, excluded: false }

const documentsFrom = (table: string, names: PanelNames = namesOfThePbx): PanelDocument[] =>
  rowsFrom(table).map(row => rowDocument(row, 9, names, alone))

const answered = `
  time                       | callid | queue | agent      | event         | data
  2026-11-25 08:00:00.250000 | c1     | sales | NONE       | ENTERQUEUE    | |0612345678|1
  2026-11-25 08:00:04.500000 | c1     | sales | Agent/8001 | CONNECT       | 4|c1.2|3
  2026-11-25 08:01:04.000000 | c1     | sales | Agent/8001 | COMPLETEAGENT | 4|60|1`

test('a row has the attributes of the original index, and those of its kind that were added', () => {
  const [row] = rowsFrom(answered).slice(2)
  expect(rowDocument(row!, 3, namesOfThePbx, { visit: 'paris/pbx1/c1/1', excluded: true })).toEqual({
    kind: 'ROW',
    id: 'paris/pbx1/3',
    version: 3,
    at: Date.UTC(2026, 10, 25, 8, 1, 4) * 1000,
    site: 'paris',
    queues: ['paris/sales'],
    queueNames: ['paris/sales'],
    agents: ['paris/Agent/8001'],
    groups: [null],
    event: 'COMPLETEAGENT',
    outcome: null,
    direction: null,
    wait: 4_000_000,
    talk: 60_000_000,
    excluded: true,
    attributes: {
      site: 'paris',
      node: 'pbx1',
      queuetime: '2026-11-25T08:01:04.000000Z',
      callid: 'c1',
      queue: 'sales',
      queuedisplayname: 'sales',
      event: 'COMPLETEAGENT',
      agent: 'Agent/8001',
      agentnumber: '8001',
      data1: '4',
      data2: '60',
      data3: '1',
      queuecallid: 'paris/pbx1/c1/1',
      waitseconds: 4,
      talkseconds: 60,
    },
  })
})

test('without an agent, a queue or a call their fields are absent, and the document is written all the same', () => {
  const [entered, paused, started] = documentsFrom(`
    time | callid | queue | agent      | event      | data
    0    | c1     | sales | NONE       | ENTERQUEUE | |0612345678|1
    1    | NONE   | NONE  | Agent/8001 | PAUSEALL   | lunch
    2    | NONE   | NONE  | NONE       | QUEUESTART |`)
  expect(Object.keys(entered!.attributes).filter(name => name.startsWith('agent'))).toEqual([])
  expect(entered!.agents).toEqual([])
  expect(paused).toMatchObject({ queues: [], agents: ['paris/Agent/8001'], attributes: { data1: 'lunch' } })
  expect(paused!.attributes).not.toHaveProperty('callid')
  expect(paused!.attributes).not.toHaveProperty('queuedisplayname')
  expect(started).toMatchObject({ event: 'QUEUESTART', queues: [], agents: [], wait: null, talk: null })
})

test('data that a file writes behind the fifth field belongs to data5, as in a table', () => {
  const [row] = documentsFrom(`
    time | callid | queue | agent      | event            | data
    0    | c1     | sales | Agent/8001 | ATTENDEDTRANSFER | LINK|PJSIP/a|PJSIP/b|4|60|1`)
  expect(row).toMatchObject({ wait: 4_000_000, talk: 60_000_000, attributes: { data4: '4', data5: '60|1' } })
})

test.each([
  ['CONNECT | 4|c1.2|3', 4, null],
  ['ABANDON | 1|1|7', 7, null],
  ['EXITWITHTIMEOUT | 1|1|30', 30, null],
  ['EXITWITHKEY | 1|2|3|12', 12, null],
  ['BLINDTRANSFER | 3002|default|4|60|1', 4, 60],
  ['RINGNOANSWER | 15000', null, null],
  ['COMPLETECALLER | x||1', null, null],
  ['MYEVENT | 4|5|6', null, null],
])('wait and talk of a row are what it states: %s', (row, wait, talk) => {
  const [document] = documentsFrom(
    `time | callid | queue | agent | event | data\n 0 | c1 | sales | Agent/8001 | ${row.replace(' | ', '|')}`,
  )
  expect([document!.wait, document!.talk]).toEqual([wait, talk].map(seconds => seconds && seconds * 1_000_000))
})

test('names are those valid at the event: a name given later changes no earlier document', () => {
  const renamed = 60_000_000
  const names: PanelNames = {
    queueDisplayName: (_, queue, at) => (at < renamed ? 'Sales' : `Sales (${queue})`),
    agent: (_, __, at) => ({ number: '8001', name: at < renamed ? 'Ann' : 'Anne', group: at < renamed ? 'a' : 'b' }),
  }
  const told = documentsFrom(
    `
    time | callid | queue | agent      | event          | data
    59   | c1     | sales | Agent/8001 | CONNECT        | 4|c1.2|3
    60   | c1     | sales | Agent/8001 | COMPLETECALLER | 4|1|1`,
    names,
  ).map(({ groups, attributes: { queuedisplayname, agentname, groupname } }) => [
    ...groups,
    groupname,
    agentname,
    queuedisplayname,
  ])
  expect(told).toEqual([
    ['paris/a', 'a', 'Ann', 'Sales'],
    ['paris/b', 'b', 'Anne', 'Sales (sales)'],
  ])
})

test('where nobody gave names an agent has the number that the PBX writes, or his member name', () => {
  expect(namesOfThePbx.agent('paris', 'Agent/8001', 0)).toEqual({ number: '8001' })
  expect(namesOfThePbx.agent('paris', 'Jane Doe', 0)).toEqual({ name: 'Jane Doe' })
  expect(namesOfThePbx.agent('paris', 'PJSIP/1001', 0)).toEqual({})
})

test('a visit counts at its entry, with the exact wait and talk', () => {
  const [visit] = callFrom(answered).visits
  const document = visitDocument(
    { ...visit!, site: 'paris', node: 'pbx1', callId: 'c1', excluded: false },
    3,
    namesOfThePbx,
  )
  expect(document).toMatchObject({
    kind: 'VISIT',
    id: 'paris/pbx1/c1/1',
    queues: ['paris/sales'],
    agents: ['paris/Agent/8001'],
    outcome: 'ANSWERED',
    event: null,
    wait: 4_250_000,
    talk: 59_500_000,
    attributes: { enteredat: '2026-11-25T08:00:00.250000Z', waitseconds: 4.25, agentnumber: '8001', hungupby: 'AGENT' },
  })
  expect(document.attributes).not.toHaveProperty('transferto')
  expect(document.attributes).not.toHaveProperty('flags')
})

test('a call counts with each of its queues and agents, once each', () => {
  const [call] = callsFrom({
    queueLog: `
    time | callid         | queue   | agent      | event         | data
    0    | 1795233102.1 | sales   | NONE       | ENTERQUEUE    | |0612345678|1
    4    | 1795233102.1 | sales   | Agent/8001 | CONNECT       | 4|1795233102.2|3
    64   | 1795233102.1 | sales   | Agent/8001 | BLINDTRANSFER | 3002|default|4|60|1
    64   | 1795233102.1 | support | NONE       | ENTERQUEUE    | |0612345678|1
    71   | 1795233102.1 | support | NONE       | ABANDON       | 1|1|7`,
  })
  const where = {
    site: 'paris',
    node: 'pbx1',
    callId: call!.id,
    hasRecording: false,
    transferred: true,
    tags: ['vip'],
    exclusionReason: null,
  }
  const document = callDocument({ ...call!, ...where }, 5, namesOfThePbx)
  expect(document).toMatchObject({
    kind: 'CALL',
    id: callDocumentId(where),
    version: 5,
    at: 0,
    queues: ['paris/sales', 'paris/support'],
    agents: ['paris/Agent/8001'],
    wait: 11_000_000,
    attributes: {
      callid: '1795233102.1',
      queues: ['sales', 'support'],
      agentnumbers: ['8001'],
      transferred: true,
      tags: ['vip'],
    },
  })
})

test('names of queues and groups are those of what one sees; what has none is not the same as what one does not see', () => {
  const names: PanelNames = {
    queueDisplayName: (_, queue) => `Queue ${queue}`,
    agent: (_, agent) => (agent === 'Agent/8003' ? {} : { group: agent === 'Agent/8002' ? 'nights' : 'days' }),
  }
  const table = (agent: string, queue = 'sales') => `
    time | callid | queue    | agent    | event   | data
    0    | c1     | ${queue} | ${agent} | CONNECT | 4|c1.2|3`
  const [mine] = documentsFrom(table('Agent/8001'), names)
  const [other] = documentsFrom(table('Agent/8002', 'support'), names)
  const [nobody] = documentsFrom(table('Agent/8003'), names)
  const both = {
    ...mine!,
    queues: [...mine!.queues, ...other!.queues],
    queueNames: [...mine!.queueNames, 'paris/Queue support'],
  }
  const visible = visibleOf('CALL', { queues: ['paris/sales'], agents: ['paris/Agent/8001', 'paris/Agent/8003'] })
  expect(visibleNames(both, 'queueNames', 'all')).toEqual(['paris/Queue sales', 'paris/Queue support'])
  expect(visibleNames(both, 'queueNames', visible)).toEqual(['paris/Queue sales'])
  expect(visibleNames(mine!, 'groups', visible)).toEqual(['paris/days'])
  expect(visibleNames(other!, 'groups', visible)).toEqual([])
  expect(visibleNames(nobody!, 'groups', visible)).toEqual([null])
})

test('characters that no index takes do not keep a row from being written', () => {
  const [row] = rowsFrom('time | callid | queue | agent | event | data\n 0 | c1 | a\0b | NONE | ENTERQUEUE | x\uD800|1')
  const { queues, attributes } = rowDocument(row!, 1, namesOfThePbx, alone)
  expect(queues).toEqual(['paris/a\uFFFDb'])
  expect(attributes).toMatchObject({ queue: 'a\uFFFDb', data1: 'x\uFFFD' })
})

test('a visit is seen with its queue; a row too, or without a queue with its agent; a call with any of both', () => {
  const [ofQueue, ofAgent] = documentsFrom(`
    time | callid | queue | agent      | event    | data
    0    | c1     | sales | Agent/8001 | CONNECT  | 4|c1.2|3
    1    | NONE   | NONE  | Agent/8001 | PAUSEALL | lunch`)
  const mine = { queues: [], agents: ['paris/Agent/8001'] }
  expect(isVisible(ofQueue!, visibleOf('ROW', mine))).toBe(false)
  expect(isVisible(ofAgent!, visibleOf('ROW', mine))).toBe(true)
  expect(isVisible({ ...ofQueue!, kind: 'VISIT' }, visibleOf('VISIT', mine))).toBe(false)
  expect(isVisible({ ...ofQueue!, kind: 'CALL' }, visibleOf('CALL', mine))).toBe(true)
  expect(isVisible(ofQueue!, visibleOf('VISIT', { queues: ['paris/sales'], agents: [] }))).toBe(true)
  expect(isVisible(ofQueue!, visibleOf('ROW', 'all'))).toBe(true)
})

test('every row becomes a document, whatever it holds', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 })
  fc.assert(
    fc.property(text, text, text, text, fc.array(text, { maxLength: 8 }), (callid, queue, agent, event, data) => {
      const place = { site: 'paris', node: 'pbx1', at: 0, position: 1 }
      const row = { ...place, raw: '', form: 'file', callid, queue, agent, event, data } as const
      const document = rowDocument(row, 1, namesOfThePbx, alone)
      expect(JSON.parse(JSON.stringify(document))).toEqual(document)
      expect(JSON.stringify(document)).not.toMatch(/\\u0000|\\ud[89ab]/i)
    }),
  )
})
