import { describe, expect, test } from 'vitest'
import { createConfigurationReader } from '../../configuration/history.ts'
import { kinds } from '../../configuration/kinds.ts'
import { testSeal } from '../../configuration/testing/given.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import type { Atomicity } from '../../configuration/csv/decide-rows.ts'
import { phonebookLine, phonebookRecords } from './export-phonebook.ts'
import { importPhonebook } from './import-phonebook.ts'

const rules = { kinds, seal: testSeal }

function world() {
  const store = createMemoryEventStore()
  const reader = createConfigurationReader(store, kinds)
  let imports = 0
  async function* records(lines: readonly string[]) {
    for (const [i, text] of lines.entries()) yield await Promise.resolve({ line: i + 1, cells: text.split('|') })
  }
  return {
    take: (
      lines: readonly string[],
      { dryRun = false, atomicity = 'allOrNothing' }: { dryRun?: boolean; atomicity?: Atomicity } = {},
    ) =>
      importPhonebook({ log: store, reader, rules }, records(lines), atomicity, {
        site: 'paris',
        changeSetId: `c${++imports}`,
        comment: null,
        actor: 'ann',
        occurredAt: imports,
        dryRun,
      }),
    exported: async () =>
      [...phonebookRecords((await reader.now('paris')).configuration)].map(cells => cells.join('|')),
  }
}

const header = 'title|displayname|firstname|society|mobilenumber|officecity|officecountry'
const emmett = 'mr|Brown Emmett|Emmett|DMC|5555551234|Hill Valley|US'
const alice = 'ms|Wonderland Alice|Alice||video:tea party||'

describe('a file of contacts', () => {
  test('defines entries by the names of their columns, and once more changes nothing', async () => {
    const { take, exported } = world()
    const outcomes = async () =>
      (await take([header, emmett, alice])).rows.map(({ entry, outcome }) => [entry, outcome])
    expect(await outcomes()).toEqual([
      ['brown-emmett', 'created'],
      ['wonderland-alice', 'created'],
    ])
    expect(await outcomes()).toEqual([
      ['brown-emmett', 'unchanged'],
      ['wonderland-alice', 'unchanged'],
    ])
    expect(await exported()).toHaveLength(3)
  })

  test('changes what is different, leaves columns that it has not, and takes out what is empty', async () => {
    const { take, exported } = world()
    await take([header, emmett])
    expect((await take(['displayname|mobilenumber|officestate', 'Brown Emmett||California'])).rows).toMatchObject([
      { outcome: 'updated' },
    ])
    const [columns = '', entry = ''] = await exported()
    const cell = (name: string) => entry.split('|')[columns.split('|').indexOf(name)]
    expect(['society', 'mobilenumber', 'officecity', 'officestate'].map(cell)).toEqual([
      'DMC',
      '',
      'Hill Valley',
      'California',
    ])
  })

  test('that an export wrote changes nothing', async () => {
    const { take, exported } = world()
    await take([header, emmett, alice, 'mr|=cmd|||||'])
    const result = await take(await exported())
    expect(result.rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  test('with two people of one name has two entries, the same ones each time', async () => {
    const { take } = world()
    const twins = ['displayname|mobilenumber', 'Jean Dupont|0611111111', 'Jean Dupont|0622222222']
    expect((await take(twins)).rows.map(({ entry }) => entry)).toEqual(['jean-dupont', 'jean-dupont-2'])
    expect((await take(twins)).rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged'])
  })

  test('with one wrong row of many changes nothing, and says which cell is wrong; row by row the others are taken', async () => {
    const { take, exported } = world()
    const wrong = 'mr|Strickland|||06 12||'
    const far = 'mr|Lorraine||||Hill Valley|USA'
    const result = await take([header, emmett, wrong, far])
    expect(result).toMatchObject({ accepted: false, changes: 0 })
    expect(result.rows.map(({ line, outcome, problems }) => [line, outcome, problems[0]?.column])).toEqual([
      [2, 'notApplied', undefined],
      [3, 'refused', 'mobilenumber'],
      [4, 'refused', 'officecountry'],
    ])
    expect(await exported()).toHaveLength(1)
    expect((await take([header, emmett, wrong], { atomicity: 'rowByRow' })).accepted).toBe(true)
    expect(await exported()).toHaveLength(2)
  })

  test('with a column that nobody knows, or without names, is not read', async () => {
    const { take } = world()
    const problemsOf = async (line: string) =>
      (await take([line, 'x'])).problems.map(({ column, rule }) => [column, rule])
    expect(await problemsOf('displayname|shoesize')).toEqual([['shoesize', 'column']])
    expect(await problemsOf('title')).toEqual([['displayname', 'required']])
    expect(await problemsOf('displayname,title')).toEqual([
      ['displayname,title', 'column'],
      ['displayname', 'required'],
    ])
  })

  test('in a dry run says what it would do, and stores nothing', async () => {
    const { take, exported } = world()
    expect(await take([header, emmett], { dryRun: true })).toMatchObject({ accepted: true, changes: 1 })
    expect(await exported()).toHaveLength(1)
  })
})

test('a cell with a delimiter or a quote is quoted', () => {
  expect(phonebookLine(['a|b', 'c"d', 'e'])).toBe('"a|b"|"c""d"|e\r\n')
})
