import { describe, expect, test } from 'vitest'
import { objectOf } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { given, when } from '../configuration/testing/given.ts'
import { stateOf } from '../kernel/decider.ts'
import { microsOfIso } from '../kernel/time.ts'
import { purges, type PurgeRecords } from './purge.ts'
import { keptDays } from './retention-bounds.ts'
import { retentionSettings, type RetentionSettings } from './retention-settings.ts'

const instant = (text: string) => microsOfIso(text) ?? NaN
const change = (fields: Record<string, unknown>) => ({ changeRetentionSettings: fields })

function settingsOf(fields: Record<string, unknown>): RetentionSettings {
  const object = objectOf(given(change(fields)), retentionSettings, singleKey)
  if (!object) throw new Error('there are always settings')
  return object.value
}

describe('how long things are kept', () => {
  test('is for ever until somebody says otherwise', () => {
    const settings = objectOf(given(), retentionSettings, singleKey)?.value
    expect(settings && keptDays(settings)).toEqual({})
  })

  test.each(['callDetailsDays', 'panelDocumentDays', 'recordingsDays', 'statisticsDays'])(
    'is never 0, which elsewhere removes everything (pbx-configuration §20, §18.17): %s',
    field => {
      expect(when(given(), change({ [field]: 0 }))).toEqual({
        rejections: [`commands[0].changeRetentionSettings.${field} zero`],
      })
    },
  )

  test('is longer for figures than for the recordings that are found by them', () => {
    const refused = { rejections: ['commands[0].changeRetentionSettings.statisticsDays order'] }
    expect(when(given(), change({ statisticsDays: 90, recordingsDays: 90 }))).toEqual(refused)
    expect(when(given(), change({ statisticsDays: 91, recordingsDays: 90 }))).toHaveProperty('events')
  })

  test('is not longer for calls than for the figures that are made of them', () => {
    expect(when(given(), change({ statisticsDays: 90, callDetailsDays: 91 }))).toEqual({
      rejections: ['commands[0].changeRetentionSettings.statisticsDays order'],
    })
  })

  test('is at least a month for panels', () => {
    expect(when(given(), change({ panelDocumentDays: 29 }))).toEqual({
      rejections: ['commands[0].changeRetentionSettings.panelDocumentDays fewest'],
    })
    expect(when(given(), change({ panelDocumentDays: 30 }))).toHaveProperty('events')
  })

  test('ends for everything with what it is part of', () => {
    expect(keptDays(settingsOf({ callDetailsDays: 60 }))).toEqual({
      recordings: 60,
      panelDocuments: 60,
      callDetails: 60,
    })
    expect(keptDays(settingsOf({ callDetailsDays: 60, panelDocumentDays: 365, recordingsDays: 7 }))).toEqual({
      recordings: 7,
      panelDocuments: 60,
      callDetails: 60,
    })
    expect(keptDays(settingsOf({ statisticsDays: 365 }))).toEqual({
      recordings: 365,
      panelDocuments: 365,
      callDetails: 365,
      statistics: 365,
    })
  })
})

describe('a purge', () => {
  const purge = (settings: RetentionSettings, now: string): PurgeRecords => ({
    type: 'PurgeRecords',
    site: 'paris',
    settings,
    now: instant(now),
    rows: { 'calls.call': 3 },
  })
  const decided = (...purged: readonly PurgeRecords[]) => {
    const last = purged.at(-1)
    if (!last) throw new Error('nothing was asked')
    const events = purged.slice(0, -1).flatMap(one => {
      const decision = purges.decide(one, purges.initial)
      return decision.accepted ? decision.events : []
    })
    return purges.decide(last, stateOf(purges, events))
  }
  const settings = settingsOf({ callDetailsDays: 30, statisticsDays: 365, legalBasis: 'contract' })

  test('removes what began before a midnight of UTC, so many whole days ago; of figures whole months', () => {
    const bounds = { recordings: instant('2026-10-31T00:00:00Z'), panelDocuments: instant('2026-10-31T00:00:00Z') }
    expect(decided(purge(settings, '2026-11-30T17:00:00Z'))).toEqual({
      accepted: true,
      events: [
        {
          type: 'RecordsPurged',
          site: 'paris',
          rows: { 'calls.call': 3 },
          legalBasis: 'contract',
          before: {
            ...bounds,
            callDetails: instant('2026-10-31T00:00:00Z'),
            statistics: instant('2025-11-01T00:00:00Z'),
          },
        },
      ],
    })
  })

  test('that is repeated on the same day changes nothing', () => {
    expect(decided(purge(settings, '2026-11-30T01:00:00Z'), purge(settings, '2026-11-30T23:00:00Z'))).toEqual({
      accepted: true,
      events: [],
    })
  })

  test('moves only what has moved, and nothing back', () => {
    const longer = settingsOf({ callDetailsDays: 60, recordingsDays: 20, statisticsDays: 365 })
    const decision = decided(purge(settings, '2026-11-30T01:00:00Z'), purge(longer, '2026-11-30T23:00:00Z'))
    expect(decision).toMatchObject({ events: [{ before: { recordings: instant('2026-11-10T00:00:00Z') } }] })
    expect(decision.accepted && Object.keys(decision.events[0]?.before ?? {})).toEqual(['recordings'])
  })

  test('is refused while a legal hold is on', () => {
    const held = settingsOf({ callDetailsDays: 30, legalHold: true })
    expect(decided(purge(held, '2026-11-30T01:00:00Z'))).toMatchObject({
      accepted: false,
      rejections: [{ field: 'site', rule: 'legalHold' }],
    })
  })
})
