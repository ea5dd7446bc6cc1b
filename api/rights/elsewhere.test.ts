import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Identity } from '../../domain/access/identity.ts'
import { answersToAll, atNight, changed, questionsAbout, type AnswersToAll } from '../testing/all-answers.ts'
import { holder } from '../testing/ask.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'
import { configure, importAgain } from '../testing/two-sites.ts'

/*
 * Nobody learns of what is not his: whatever happens at another site changes no answer that he gets, neither one that he means nor one that he
 * fishes for. The questions are made from the schema: a new field is asked too.
 */

const ofLab = { queues: ['lab/*'], agents: ['lab/*'] }
const few = { queues: ['lab/sales', 'lab/vip'], agents: ['lab/Agent/8001', 'lab/Agent/8006'] }

/** Everybody who sees something of one site, and nothing of another. */
const askers: Readonly<Record<string, Identity>> = {
  'an analyst': holder('analyst', ofLab),
  'a supervisor of two queues': holder('supervisor', { ...few, dissuasion: true, acl: ['#'] }),
  'an auditor of an entity': holder('auditor', { entities: ['lab/acme'] }),
  'a teacher': holder('teacher', {
    queues: ['lab/sales'],
    agents: [],
    incalls: ['lab/0123456005@from-extern'],
    period: atNight,
  }),
  'an agent without a profile': holder('none', { agents: ['lab/Agent/8001'] }),
}

const questions = questionsAbout()

let lab: RecordedLab
let before: AnswersToAll
let after: AnswersToAll

beforeAll(async () => {
  lab = await recordedLab()
  const caughtUp = () => lab.ports.engine.waitUntilProcessed(0, 0)
  await configure(lab.ask, 'lab', { entity: 'acme', queues: ['sales', 'vip'], agents: ['8001', '8006'] })
  await caughtUp()
  before = await answersToAll(askers, { questions, ask: lab.ask })
  await importAgain(lab.ports.store, { site: 'lyon', node: 'zed-node', timeZone: 'America/Montreal' }, text =>
    text.replaceAll('claims', 'zclaims').replaceAll('8012', '8999').replaceAll('Mathieu', 'Zed'),
  )
  await caughtUp()
  await configure(lab.ask, 'lyon', { entity: 'acme', queues: ['sales', 'zclaims'], agents: ['8001', '8999'] })
  await configure(lab.ask, 'lyon', { entity: 'zed', queues: ['vip'], agents: ['8006'] })
  await caughtUp()
  after = await answersToAll(askers, { questions, ask: lab.ask })
}, 600_000)
afterAll(() => lab.stop())

test('nothing failed', () => {
  expect(lab.faults).toEqual([])
})

test.each(Object.keys(askers))('another site changes no answer to %s', name => {
  expect(changed(before.get(name), after.get(name))).toEqual([])
})

test('and yet they are answered', () => {
  for (const [name, answers] of before)
    expect([name, [...answers.values()].some(answer => answer.includes('"edges":[{'))]).toEqual([name, true])
})
