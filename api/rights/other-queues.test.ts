import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Identity } from '../../domain/access/identity.ts'
import { answersToAll, atNight, changed, questionsAbout, type AnswersToAll } from '../testing/all-answers.ts'
import { holder } from '../testing/ask.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'
import { configure, importAgain } from '../testing/two-sites.ts'

/*
 * Nobody learns of other queues and agents of his own site: an organisation with lines, queues and agents of its own begins to work on the
 * same PBX, called by the same people, and no answer changes. The questions are those of elsewhere.test.ts.
 */

const few = { queues: ['lab/sales', 'lab/vip'], agents: ['lab/Agent/8001', 'lab/Agent/8006'] }

/** Everybody who sees some queues and agents of a site, and not the others. */
const askers: Readonly<Record<string, Identity>> = {
  'an analyst of two queues': holder('analyst', few),
  'a supervisor of two queues': holder('supervisor', { ...few, dissuasion: true, acl: ['#'] }),
  'a supervisor of two agents': holder('supervisor', { agents: few.agents }),
  'an auditor of an entity': holder('auditor', { entities: ['lab/acme'] }),
  'an administrator of an entity': holder('administrator', { entities: ['lab/acme'] }),
  'a teacher': holder('teacher', {
    queues: ['lab/sales'],
    agents: [],
    incalls: ['lab/0123456005@from-extern'],
    period: atNight,
  }),
  'an agent without a profile': holder('none', { agents: ['lab/Agent/8001'] }),
}

const questions = questionsAbout({
  queues: ['"zsales"', '"lab/zsales"'],
  agents: ['"Agent/9001"', '"lab/Agent/9001"'],
  takenBy: ['"Agent/9001"'],
  groups: ['"lab/zed-group"'],
  entities: ['"lab/zed"'],
  calledNumber: ['"0123457005"'],
  sameCaller: ['"1785233163.256"'],
  callId: ['"1785233163.256"'],
  line: ['"PJSIP/2001"'],
  lines: ['"PJSIP/2001"'],
  uniqueId: ['"1785233163.256"'],
  linkedId: ['"1785233163.256"'],
  queueDisplayNames: ['"zed-zsales"'],
  text: ['"zsales"', '"9001"'],
})

/** What is of the site, for whoever sees any of it (docs/explanation/security.md). */
const told = new Set(['lastRecordedAt', 'pauseReasons', 'phonebook', 'reverseLookup'])

/** What the other organisation would have had the same PBX write: nothing but its callers is in both. */
const ofOthers = (text: string): string =>
  text
    .replaceAll(/\b(sales|support|billing|claims|vip|switchboard)\b/g, 'z$1')
    .replaceAll(/\b80(\d\d)\b/g, '90$1')
    .replaceAll(/\b10(\d\d)\b/g, '20$1')
    .replaceAll('0123456', '0123457')
    .replaceAll(/\b1795(\d{6}\.\d+)/g, '1785$1')

let lab: RecordedLab
let before: AnswersToAll
let after: AnswersToAll

beforeAll(async () => {
  lab = await recordedLab()
  const caughtUp = () => lab.ports.engine.waitUntilProcessed(0, 0)
  await configure(lab.ask, 'lab', { entity: 'acme', queues: ['sales', 'vip'], agents: ['8001', '8006'] })
  await caughtUp()
  before = await answersToAll(askers, { questions, ask: lab.ask, told })
  await importAgain(lab.ports.store, { site: 'lab', node: 'asterisk-20', timeZone: 'UTC' }, ofOthers)
  await caughtUp()
  await configure(lab.ask, 'lab', { entity: 'zed', queues: ['zsales', 'zvip'], agents: ['9001', '9006'] })
  await caughtUp()
  after = await answersToAll(askers, { questions, ask: lab.ask, told })
}, 600_000)
afterAll(() => lab.stop())

test('nothing failed', () => {
  expect(lab.faults).toEqual([])
})

test.each(Object.keys(askers))('another organisation of the site changes no answer to %s', name => {
  expect(changed(before.get(name), after.get(name))).toEqual([])
})

test('and yet they are answered', () => {
  for (const [name, answers] of before)
    expect([name, [...answers.values()].some(answer => answer.includes('"edges":[{'))]).toEqual([name, true])
})
