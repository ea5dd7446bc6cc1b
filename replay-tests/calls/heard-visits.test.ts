import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles } from '../../ingest/import-files.ts'
import { reporting, type Reporting } from '../../projections/xivo-stats/testing/reporting.ts'

const corpus = path.join(import.meta.dirname, '../corpus/asterisk-20')

let lab: Reporting
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ringledger-ami-'))
  const ami = path.join(folder, 'ami.jsonl')
  await writeFile(ami, gunzipSync(readFileSync(path.join(corpus, 'ami.jsonl.gz'))))
  lab = await reporting(async store => {
    await importFiles({
      store,
      site: 'lab',
      node: 'pbx1',
      clockZone: 'UTC',
      queueLog: [path.join(corpus, 'queue_log')],
      cel: [path.join(corpus, 'cel.csv')],
      ami: [ami],
    })
  })
}, 300_000)

afterAll(async () => {
  await lab.drop()
  await rm(folder, { recursive: true })
})

test('what the history of calls says of a visit is said of one that queue_log tells, in the same queue, with the same times', async () => {
  const [counts] = await lab.query(
    `SELECT count(*)::int AS heard, count(v.queue)::int AS matched, (SELECT count(*)::int FROM calls.ring) AS rings
     FROM calls.heard_visit h
     LEFT JOIN queue_visits.visit v ON v.call_id = h.visit_call_id AND v.site = h.site AND v.node = h.node
       AND v.visit_number = h.visit_number AND v.queue = h.queue AND v.entered_us = h.entered_us
       AND v.answered_us IS NOT DISTINCT FROM h.answered_us AND v.called_number IS NOT DISTINCT FROM h.called_number`,
  )
  expect(counts).toMatchObject({ rings: 155 })
  expect(counts?.['heard']).toBeGreaterThan(100)
  expect(counts?.['matched']).toBe(counts?.['heard'])
})

test('holds and rings add up alike by visit, queue and agent', async () => {
  const one = async (column: 'hold' | 'ring', view: string) => {
    const [row] = await lab.query(`SELECT round(sum(${column}_seconds), 3)::float AS seconds FROM report.${view}`)
    return row?.['seconds']
  }
  const held = await one('hold', 'queue_visit')
  const rung = await one('ring', 'queue_visit')
  expect(held).toBeGreaterThan(10)
  for (const view of ['queue_quarter', 'agent_quarter', 'agent_call', 'visit_hold'])
    expect([view, await one('hold', view)]).toEqual([view, held])
  for (const view of ['queue_quarter', 'agent_call']) expect([view, await one('ring', view)]).toEqual([view, rung])
})
