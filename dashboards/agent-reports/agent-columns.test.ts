import { expect, test } from 'vitest'
import { agentReportCells, agentReportHeader, reasonsOf } from './agent-columns.ts'
import type { AgentFigures } from './queries.ts'

const agent = (name: string, pauseReasons: AgentFigures['pauseReasons']): AgentFigures => ({
  site: 'paris',
  agent: name,
  agentName: null,
  loginSeconds: 100,
  readySeconds: 40,
  ringingSeconds: 0,
  talkingSeconds: 30,
  wrapUpSeconds: 0,
  pauseSeconds: 30,
  holdSeconds: 0,
  uncertainSeconds: 0,
  offered: 2,
  answered: 1,
  missed: 1,
  occupancy: null,
  averageHandleSeconds: 30,
  pauseReasons,
})

test('the file has a column for each reason that anybody paused for, the longest first', () => {
  const rows = [
    agent('Agent/1', [{ reason: 'lunch', label: null, seconds: 20 }]),
    agent('Agent/2', [
      { reason: '', label: null, seconds: 25 },
      { reason: 'lunch', label: null, seconds: 10 },
    ]),
  ]
  const reasons = reasonsOf(rows)
  expect(reasons).toEqual(['lunch', ''])
  expect(agentReportHeader(reasons).slice(-2)).toEqual(['pauseSeconds lunch', 'pauseSeconds (none)'])
  expect(agentReportCells(rows, reasons).map(cells => cells.slice(-2))).toEqual([
    [20, 0],
    [10, 25],
  ])
})

test('every line of the file has as many cells as the header, and an unknown share is empty', () => {
  const rows = [agent('Agent/1', [])]
  const [line] = agentReportCells(rows, [])
  expect(line).toHaveLength(agentReportHeader([]).length)
  expect(line?.at(-1)).toBeNull()
})
