import { expect, test } from 'vitest'
import { given, when } from '../configuration/testing/given.ts'
import { usualBoardLimits } from './board-limits.ts'

const sales = (more: object) => ({
  defineQueue: { name: 'sales', displayName: 'Sales', boardLimits: { ...usualBoardLimits, ...more } },
})

test('a queue may have limits of its own on the board; an alarm does not come before its warning', () => {
  expect(when(given(), sales({ waitingAlarm: 10 }))).toEqual({ events: ['QueueDefined sales'] })
  expect(when(given(), sales({ waitingAlarm: 0, longestWaitAlarmSeconds: 29 }))).toEqual({
    rejections: [
      'commands[0].defineQueue.boardLimits.waitingAlarm order',
      'commands[0].defineQueue.boardLimits.longestWaitAlarmSeconds order',
    ],
  })
})
