import { expect, test } from 'vitest'
import { silent } from '../../../../domain/kernel/log.ts'
import { withOpened } from '../../../open.ts'
import { registerPlace } from '../../../registration.ts'
import { configOfParis } from '../../testing/config-command.ts'

const { run, file, place } = configOfParis('pbx1')
const commands = 'commands:\n  - defineQueue: { name: sales, displayName: Sales }\n'

test('a file that is not there is said to be so', async () => {
  await expect(run(['apply', place('no.yaml')])).rejects.toThrow('no.yaml: there is no such file')
  for (const command of ['import-users', 'import-phonebook'])
    await expect(run([command, place('no.csv')])).rejects.toThrow('no.csv: there is no such file')
})

test('of several sites one has to be named, behind the command or in the document', async () => {
  await withOpened({ dataDirectory: place('.'), log: silent }, ({ store }) =>
    registerPlace(store, { site: 'lyon', node: 'pbx1', timeZone: 'UTC', actor: 'test', siteName: 'Lyon' }),
  )
  await expect(run(['apply', await file('sales.yaml', commands)])).rejects.toThrow(
    'say which site is meant with --site; there are: lyon, paris',
  )
  const ofLyon = await file('lyon.yaml', `site: lyon\n${commands}`)
  expect((await run(['apply', ofLyon])).printed[0]).toBe('+ queue sales')
  expect((await run(['history'], { site: 'paris' })).printed).toEqual([])
})
