import { describe, expect, test } from 'vitest'
import { callsOf } from '../../domain/calls/calls.ts'
import type { VisitRing } from '../../domain/calls/call.ts'
import { secondsOf } from '../../domain/kernel/time.ts'
import { journalOf, recordingOf } from './recording.ts'

const { facts, restarts } = recordingOf('asterisk-20')
const rings = callsOf(facts, { restarts }).flatMap(call => call.rings)
const lengthOf = ({ from, to }: VisitRing): number => secondsOf(to - from)

/** Rows in which queue_log says how long it rang. */
const toldRings = facts.queueLog.filter(({ event }) => ['CONNECT', 'RINGNOANSWER', 'RINGCANCELED'].includes(event))

/** What the SIP telephones saw: from the first INVITE to their answer, or to the end. Telephone 1007 is that of Agent/8007. */
const ringsOfPhones = journalOf('asterisk-20').flatMap(({ phones }) =>
  phones.flatMap(({ ev, t, phone }, index) => {
    const end = ev === 'phone_ring' ? phones.slice(index + 1).find(one => one.phone === phone) : undefined
    return end ? [{ agent: `Agent/${phone + 7000}`, from: t, length: end.t - t }] : []
  }),
)

describe('the rings that the manager tells of the recording asterisk-20', () => {
  test('are all that it called agents for', () => {
    expect(rings).toHaveLength(facts.ami.filter(({ event }) => event === 'AgentCalled').length)
  })

  test('are those of the telephones', () => {
    const others: string[] = []
    for (const ring of rings) {
      const seen = ringsOfPhones.find(
        ({ agent, from }) => agent === ring.agent && Math.abs(from - secondsOf(ring.from)) < 0.5,
      )
      if (!seen || Math.abs(seen.length - lengthOf(ring)) > 0.2)
        others.push(`${ring.agent} ${lengthOf(ring).toFixed(1)} ${seen ? seen.length.toFixed(1) : 'unseen'}`)
    }
    expect(others).toEqual([
      'Agent/8009 6.0 unseen', // his telephone was not there
      'Agent/8010 0.0 unseen', // busy at once
      'Agent/8011 8.0 unseen', // forwarded at once
      'Agent/8012 2.2 0.4', // forwarded, and rang on at another telephone
      'Agent/8001 0.0 unseen', // busy at once
      'Agent/8005 0.5 unseen', // the journal has no end of it
    ])
  })

  test('agree with queue_log within its second, row by row', () => {
    const told = rings.flatMap(ring => (ring.told ? [[ring, ring.told] as const] : []))
    expect(new Set(told.map(([, { position }]) => position))).toEqual(
      new Set(toldRings.map(({ position }) => position)),
    )
    for (const [ring, { length }] of told) expect(Math.abs(lengthOf(ring) - secondsOf(length))).toBeLessThanOrEqual(1)
  })

  test('are more than queue_log tells where all members of a queue ring and one of them answers', () => {
    const untold = rings.filter(({ told }) => told === null)
    expect(untold.map(({ queue, outcome }) => `${queue} ${outcome}`)).toEqual(Array(12).fill('switchboard CANCELED'))
    expect([...new Set(untold.map(({ callid }) => callid))]).toEqual([
      '1795233078.0',
      '1795233087.7',
      '1795233233.417',
      '1795233250.462',
      '1795233266.503',
      '1795233335.61',
      '1795233349.88',
    ])
  })

  test('are the same where the PBX is too old for RINGCANCELED: the caller gave up while it rang', () => {
    const older = facts.queueLog.filter(({ event }) => event !== 'RINGCANCELED')
    const again = callsOf({ ...facts, queueLog: older }, { restarts }).flatMap(call => call.rings)
    const plain = ({ callid, agent, from, to, outcome }: VisitRing) => ({ callid, agent, from, to, outcome })
    expect(again.map(plain)).toEqual(rings.map(plain))
    expect(again.filter(({ told }) => told === null)).toHaveLength(
      12 + toldRings.length - older.filter(row => toldRings.includes(row)).length,
    )
  })
})
