import { expect, test } from 'vitest'
import { configOfParis } from '../../testing/config-command.ts'

const { run, file } = configOfParis('pbx1')

test('a document is scheduled, listed and taken back', async () => {
  const later = await file(
    'later.yaml',
    'comment: opening\ncommands:\n  - defineQueue: { name: sales, displayName: Sales }\n',
  )
  const over = await run(['apply', later], { at: '2020-01-01T00:00:00Z' })
  expect([over.code, over.complained[0]]).toEqual([1, expect.stringContaining('effectiveAt: 2020-01-01') as string])
  const scheduled = await run(['apply', later], { at: '2100-01-01T08:00:00+01:00' })
  expect(scheduled.code).toBe(0)
  expect(scheduled.printed[0]).toBe('+ queue sales')
  const { changeSetId } = scheduled.documents[0] as { changeSetId: string }
  const line = `2100-01-01T07:00:00.000000Z  ${changeSetId}  command line  defineQueue  (opening)`
  expect((await run(['scheduled'])).printed).toEqual([line])
  expect((await run(['cancel', changeSetId], { comment: 'not yet' })).code).toBe(0)
  expect((await run(['scheduled'])).noted).toEqual(['Nothing is scheduled at paris.'])
  const [cancelled] = (await run(['scheduled'], { all: true })).printed
  expect(cancelled).toMatch(/\(opening\): cancelled .*Z, not yet$/)
  expect((await run(['cancel', 'nobody'])).code).toBe(1)
  await expect(run(['apply', later], { at: 'tomorrow' })).rejects.toThrow('--at tomorrow: an instant such as')
})
