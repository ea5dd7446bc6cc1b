import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { configOfParis } from '../../testing/config-command.ts'

const { run, file, place } = configOfParis('pbx1')

test('an existing Asterisk is proposed as a document, and applied only when that is asked for', async () => {
  const asterisk = path.dirname(await file('etc/pjsip.conf', '#include pjsip.d/*.conf\n'))
  await file(
    'etc/pjsip.d/alice.conf',
    '[alice]\ntype=endpoint\ncontext=office\naors=alice\nauth=alice\ncallerid="Alice" <1000>\nunheard_of=yes\n[alice]\ntype=aor\nmax_contacts=1\n[alice]\ntype=auth\nusername=alice\npassword=s3cret-1\n',
  )
  const proposed = await run(['import', asterisk])
  expect(proposed).toMatchObject({
    code: 0,
    complained: ['pjsip.d/alice.conf:7: [alice] unheard_of: has no place here, and is left out'],
  })
  expect((parse(proposed.written) as { readonly commands: readonly object[] }).commands).toContainEqual({
    defineUser: { user: 'alice', firstName: 'Alice', lines: ['alice'] },
  })
  expect((await run(['export-users'])).written.split('\r\n')).toHaveLength(2)

  expect(await run(['import', asterisk], { apply: true })).toMatchObject({ code: 0, written: '' })
  expect((await run(['export-users'])).written.split('\r\n')).toHaveLength(3)
  await expect(run(['import', place('none')])).rejects.toThrow('is no directory that can be read')
})

test('users are created from CSV, exported, changed and read back; what is wrong is told by line and column', async () => {
  const users = await file(
    'users.csv',
    'firstname,exten,context,line_protocol\nBob,1001,office,sip\nCarl,1000,office,sip\n',
  )
  expect(await run(['import-users', users])).toMatchObject({
    code: 1,
    printed: ['Nothing was changed: 1 of 2 rows are wrong.'],
    complained: ['line 3, exten: 1000 in context office is the number of line alice'],
    written: '',
  })
  expect(await run(['import-users', users], { 'row-by-row': true })).toMatchObject({
    code: 1,
    printed: ['Users of paris: 1 created, 0 updated, 0 unchanged, 1 left out.'],
  })
  const { written } = await run(['export-users'])
  const changed = await file('changed.csv', written.replace('bob,1,Bob,', 'bob,1,Robert,'))
  expect(await run(['import-users', changed], { update: true, 'dry-run': true })).toMatchObject({
    code: 0,
    printed: ['Users of paris, if it were applied: 0 created, 1 updated, 1 unchanged. Nothing was stored.'],
  })
  expect((await run(['import-users', changed], { update: true })).code).toBe(0)
  expect((await run(['export-users'])).written).toContain('bob,1,Robert,')
})
