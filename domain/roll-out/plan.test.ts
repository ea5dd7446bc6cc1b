import { expect, test } from 'vitest'
import type { Reload } from '../pbx-files/rendered-file.ts'
import { driftOf, planOf } from './plan.ts'

const reloads: Readonly<Record<string, Reload>> = {
  'extensions.conf': { module: 'pbx_config.so' },
  'manager.d/ringledger.conf': { module: 'manager' },
  'pjsip.conf': { module: 'res_pjsip.so' },
  'pjsip_transports.conf': { restart: true },
  'queues.conf': { module: 'app_queue.so' },
  'queuerules.conf': { module: 'app_queue.so' },
  'voicemail.conf': { module: 'app_voicemail.so' },
}
const reloadOf = (path: string): Reload => reloads[path] ?? { module: 'pbx_config.so' }
const files = (of: Readonly<Record<string, string>>) => Object.entries(of).map(([path, sha256]) => ({ path, sha256 }))

test('only modules whose files changed, appeared or went away are reloaded, each once', () => {
  const plan = planOf(
    files({ 'queues.conf': 'new', 'queuerules.conf': 'new', 'voicemail.conf': 'same' }),
    files({ 'queues.conf': 'old', 'voicemail.conf': 'same', 'pjsip.conf': 'old' }),
    reloadOf,
  )
  expect(plan.changed).toEqual(['pjsip.conf', 'queuerules.conf', 'queues.conf'])
  expect(plan.modules).toEqual(['res_pjsip.so', 'app_queue.so'])
})

test('what is referred to is reloaded before what refers to it, the manager interface last', () => {
  const all = files(Object.fromEntries(Object.keys(reloads).map(path => [path, 'new'])))
  expect(planOf(all, [], reloadOf).modules).toEqual([
    'app_voicemail.so',
    'res_pjsip.so',
    'app_queue.so',
    'pbx_config.so',
    'manager',
  ])
})

test('what only a restart makes effective is named, not reloaded (pbx-configuration §18.5)', () => {
  const plan = planOf(files({ 'pjsip_transports.conf': 'new' }), files({ 'pjsip_transports.conf': 'old' }), reloadOf)
  expect(plan).toEqual({
    changed: ['pjsip_transports.conf'],
    modules: [],
    restartNeeded: ['pjsip_transports.conf'],
  })
})

test('drift: what was edited, removed or added on the node since it was applied', () => {
  const applied = files({ 'a.conf': '1', 'b.conf': '2', 'c.conf': '3' })
  expect(driftOf(applied, files({ 'a.conf': '1', 'b.conf': 'x', 'd.conf': '4' }))).toEqual([
    { path: 'b.conf', change: 'edited' },
    { path: 'c.conf', change: 'missing' },
    { path: 'd.conf', change: 'added' },
  ])
  expect(driftOf(applied, applied)).toEqual([])
})
