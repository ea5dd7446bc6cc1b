import { describe, expect, test } from 'vitest'
import { stateOf } from '../kernel/decider.ts'
import { corrections, type CorrectionCommand, type CorrectionEvent } from './corrections.ts'

const call = { site: 'paris', node: 'pbx1', callId: '1795233102.41' }

const given = (...history: CorrectionEvent[]) => ({
  when: (command: CorrectionCommand) => corrections.decide(command, stateOf(corrections, history)),
})

const annotate = (note: string | null, addTags: string[] = [], removeTags: string[] = []): CorrectionCommand => ({
  ...call,
  type: 'AnnotateCall',
  note,
  addTags,
  removeTags,
})
const annotated = (note: string | null, addedTags: string[] = [], removedTags: string[] = []): CorrectionEvent => ({
  ...call,
  type: 'CallAnnotated',
  note,
  addedTags,
  removedTags,
})
const exclude = (more: Partial<Extract<CorrectionCommand, { type: 'ExcludeCall' }>> = {}): CorrectionCommand => ({
  ...call,
  type: 'ExcludeCall',
  reason: 'TEST',
  text: null,
  keys: ['1795233102.41'],
  range: null,
  ...more,
})
const excluded = (more: Partial<Extract<CorrectionEvent, { type: 'CallExcluded' }>> = {}): CorrectionEvent => ({
  ...call,
  type: 'CallExcluded',
  reason: 'TEST',
  text: null,
  keys: ['1795233102.41'],
  range: null,
  ...more,
})
const include = (...keys: string[]): CorrectionCommand => ({ ...call, type: 'IncludeCall', keys })
const included = (...keys: string[]): CorrectionEvent => ({ ...call, type: 'CallIncluded', keys })
const attach = (...data: [key: string, value: string][]): CorrectionCommand => ({
  ...call,
  type: 'AttachCallData',
  data: data.map(([key, value]) => ({ key, value })),
})
const attached = (key: string, value: string): CorrectionEvent => ({ ...call, type: 'CallDataAttached', key, value })

const accepted = (...events: CorrectionEvent[]) => ({ accepted: true, events })
const rejected = (field: string, rule: string) => ({ accepted: false, rejections: [{ field, rule }] })

describe('an annotation', () => {
  test('adds a note and tags, of which only new ones are told', () => {
    expect(given().when(annotate(' Caller was angry ', ['vip', ' vip ', 'refund']))).toEqual(
      accepted(annotated('Caller was angry', ['vip', 'refund'])),
    )
    expect(given(annotated(null, ['vip'])).when(annotate(null, ['vip', 'refund']))).toEqual(
      accepted(annotated(null, ['refund'])),
    )
  })

  test('removes tags that are there', () => {
    expect(given(annotated(null, ['vip'])).when(annotate(null, [], ['vip', 'other']))).toEqual(
      accepted(annotated(null, [], ['vip'])),
    )
  })

  test('repeated changes nothing', () => {
    expect(given(annotated('Angry', ['vip'])).when(annotate('Angry', ['vip']))).toEqual(accepted())
    expect(given(annotated(null, ['vip']), annotated(null, [], ['vip'])).when(annotate(null, [], ['vip']))).toEqual(
      accepted(),
    )
  })

  test.each([
    ['without note and tags', annotate('  ', [' ']), 'note', 'content'],
    ['with a note that is too long', annotate('x'.repeat(2_001)), 'note', 'text'],
    ['with a control character in the note', annotate('a\u0007b'), 'note', 'text'],
    ['with a tag that is too long', annotate(null, ['x'.repeat(33)]), 'addTags', 'text'],
    ['with a tag of two lines', annotate(null, ['a\nb']), 'addTags', 'text'],
    ['that adds and removes the same tag', annotate(null, ['vip'], ['vip']), 'removeTags', 'contradiction'],
    [
      'with too many tags',
      annotate(
        null,
        Array.from({ length: 51 }, (_, i) => `t${i}`),
      ),
      'addTags',
      'count',
    ],
  ])('%s is refused', (_, command, field, rule) => {
    expect(given().when(command)).toMatchObject(rejected(field, rule))
  })

  test('may have several lines', () => {
    expect(given().when(annotate('first\nsecond'))).toEqual(accepted(annotated('first\nsecond')))
  })
})

describe('an exclusion', () => {
  test('says why, for all channels of the call', () => {
    expect(given().when(exclude({ text: ' line test ', keys: ['b', 'a', 'a'] }))).toEqual(
      accepted(excluded({ text: 'line test', keys: ['a', 'b'] })),
    )
  })

  test('repeated changes nothing, also as one of many', () => {
    const range = { from: 1, to: 2, queue: 'sales', number: null }
    expect(given(excluded()).when(exclude())).toEqual(accepted())
    expect(given(excluded()).when(exclude({ range }))).toEqual(accepted())
  })

  test('is told again with another reason, and when the call has new channels', () => {
    expect(given(excluded()).when(exclude({ reason: 'DUPLICATE' }))).toEqual(
      accepted(excluded({ reason: 'DUPLICATE' })),
    )
    expect(given(excluded()).when(exclude({ keys: ['1795233102.41', '1795233102.43'] }))).toEqual(
      accepted(excluded({ keys: ['1795233102.41', '1795233102.43'] })),
    )
  })

  test('keeps the range that it was a part of', () => {
    const range = { from: 1, to: 2, queue: 'sales', number: null }
    expect(given().when(exclude({ range }))).toEqual(accepted(excluded({ range })))
  })

  test.each([
    ['for another reason without saying which', exclude({ reason: 'OTHER', text: ' ' }), 'text', 'required'],
    ['with a text that is too long', exclude({ text: 'x'.repeat(2_001) }), 'text', 'text'],
  ])('%s is refused', (_, command, field, rule) => {
    expect(given().when(command)).toMatchObject(rejected(field, rule))
  })

  test('is undone for every channel that it covered, and may be made again', () => {
    expect(given(excluded({ keys: ['a'] })).when(include('b'))).toEqual(accepted(included('a', 'b')))
    expect(given(excluded(), included('1795233102.41')).when(exclude())).toEqual(accepted(excluded()))
  })

  test('that is none is not undone: nothing changes', () => {
    expect(given().when(include('a'))).toEqual(accepted())
    expect(given(excluded(), included('a')).when(include('a'))).toEqual(accepted())
  })
})

describe('data attached by a command', () => {
  test('is one event a pair, each value once', () => {
    expect(
      given(attached('color', 'green')).when(attach(['color', 'green'], ['color', 'red'], ['color', 'red'])),
    ).toEqual(accepted(attached('color', 'red')))
    expect(given().when(attach(['case', '']))).toEqual(accepted(attached('case', '')))
  })

  test('repeated changes nothing', () => {
    expect(given(attached('color', 'green')).when(attach(['color', 'green']))).toEqual(accepted())
  })

  test.each([
    ['without a pair', attach(), 'data', 'content'],
    [
      'of more than fifty pairs',
      attach(...Array.from({ length: 51 }, (_, i) => [`k${i}`, ''] as [string, string])),
      'data',
      'count',
    ],
    ['under an empty key', attach(['', 'x']), 'data.key', 'text'],
    ['under a key with =', attach(['a=b', 'x']), 'data.key', 'text'],
    ['under the key of recordings', attach(['Recording', 'x']), 'data.key', 'reserved'],
    ['under the key of their expiry', attach(['xivo_recording_expiration', 'x']), 'data.key', 'reserved'],
    ['with a value that is too long', attach(['a', 'x'.repeat(2_001)]), 'data.value', 'text'],
  ])('%s is refused', (_, command, field, rule) => {
    expect(given().when(command)).toMatchObject(rejected(field, rule))
  })

  test('is stored whole or not at all', () => {
    expect(given().when(attach(['color', 'green'], ['recording', 'x']))).toMatchObject(rejected('data.key', 'reserved'))
  })
})
