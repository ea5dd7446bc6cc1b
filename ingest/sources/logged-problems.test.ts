import { expect, test } from 'vitest'
import { logProblems } from './logged-problems.ts'
import { sourceDown, healthAt } from './running-source.ts'

test('a problem is written down once, however its numbers change, then another one, and its end', () => {
  const written: string[] = []
  const tell = logProblems((level, message) => written.push(`${level} ${message}`), 'paris/pbx1/cel')
  const live = healthAt(true, undefined, 0)
  tell(live)
  for (const minutes of [5, 6, 7]) tell({ ...live, problem: `its rows are ${minutes} min old` })
  tell({ state: 'LATE', lagSeconds: 3, problem: null })
  tell({ ...live, problem: 'its rows are 5 min old' })
  tell(sourceDown('it is a directory'))
  tell(live)
  tell(live)
  expect(written).toEqual([
    'warn Source paris/pbx1/cel: its rows are 5 min old',
    'warn Source paris/pbx1/cel: it is a directory',
    'info Source paris/pbx1/cel goes on',
  ])
})
