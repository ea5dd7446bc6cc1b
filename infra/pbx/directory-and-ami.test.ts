import { lstat, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PbxObject } from '../../domain/roll-out/pbx-objects.ts'
import { startFakeManager } from '../../ingest/testing/fake-manager.ts'
import { digestsOf, directoryOf } from './directory.ts'
import { managerActions } from './manager-actions.ts'
import { startFakeAsterisk, type FakeAsterisk } from './testing/fake-asterisk.ts'
import { hurriedTimers } from './testing/hurried-timers.ts'

const queues = { path: 'queues.conf', content: '[sales]\nmember => PJSIP/a,0\n' }
const sip = { path: 'pjsip.conf', content: '[a]\ntype = endpoint\n' }
const nested = { path: 'manager.d/ringledger.conf', content: '[x]\n' }

let asterisk: FakeAsterisk
beforeEach(async () => {
  asterisk = await startFakeAsterisk(hurriedTimers)
})
afterEach(() => asterisk.stop())

describe('the directory', () => {
  test('has nothing in force before the first switch, and exactly the files of the generation after it', async () => {
    const { pbx } = asterisk
    expect(await pbx.read()).toEqual({ generation: null, files: [] })
    await pbx.stage('1-a', [queues, nested])
    expect(await pbx.read()).toEqual({ generation: null, files: [] })
    await pbx.switchTo('1-a')
    expect(await pbx.read()).toEqual({ generation: '1-a', files: digestsOf([queues, nested]) })
    await pbx.switchTo(null)
    expect(await pbx.read()).toEqual({ generation: null, files: [] })
  })

  test('is switched by replacing a link: the generation before stays as it was', async () => {
    const { pbx, directory } = asterisk
    await pbx.stage('1-a', [queues])
    await pbx.switchTo('1-a')
    await pbx.stage('2-b', [sip])
    await pbx.switchTo('2-b')
    expect(await readlink(path.join(directory, 'current'))).toBe('generations/2-b')
    expect(await readFile(path.join(directory, 'generations/1-a/queues.conf'), 'utf8')).toBe(queues.content)
  })

  test('gives the files of a generation that was in force before', async () => {
    const { pbx } = asterisk
    await pbx.stage('1-a', [queues, nested])
    await pbx.stage('2-b', [sip])
    await pbx.switchTo('2-b')
    expect(await pbx.contents('1-a', [nested.path, sip.path])).toEqual([nested])
    expect(await pbx.contents(null, [sip.path])).toEqual([])
  })

  test('keeps files of phones and passwords from the eyes of others', async () => {
    await asterisk.pbx.stage('1-a', [sip])
    const { mode } = await stat(path.join(asterisk.directory, 'generations/1-a/pjsip.conf'))
    expect(mode & 0o007).toBe(0)
  })

  test('stages again after it was interrupted, and what was left over goes away', async () => {
    const { pbx, directory } = asterisk
    const unfinished = path.join(directory, 'generations/1-a.unfinished-00')
    await mkdir(unfinished, { recursive: true })
    await writeFile(path.join(unfinished, 'queues.conf'), '[sal')
    await pbx.stage('1-a', [queues])
    await pbx.stage('1-a', [queues])
    await pbx.switchTo('1-a')
    expect((await pbx.read()).files).toEqual(digestsOf([queues]))
    await pbx.tidy([])
    expect(await readdir(path.join(directory, 'generations'))).toEqual(['1-a'])
  })

  test('keeps the newest generations and those in use when it is tidied', async () => {
    const { pbx, directory } = asterisk
    for (let n = 1; n <= 12; n++) await pbx.stage(`${n}-a`, [queues])
    await pbx.switchTo('2-a')
    await pbx.tidy(['1-a'])
    const left = (await readdir(path.join(directory, 'generations'))).map(name => Number.parseInt(name))
    expect(left.sort((a, b) => a - b)).toEqual([1, 2, 8, 9, 10, 11, 12])
  })

  test('has links to the own files of the administrators, which are no drift', async () => {
    const { pbx, directory } = asterisk
    await mkdir(path.join(directory, 'own'))
    await writeFile(path.join(directory, 'own/modules.conf'), '[modules]\n')
    await pbx.stage('1-a', [queues])
    await pbx.switchTo('1-a')
    expect(await asterisk.file('modules.conf')).toBe('[modules]\n')
    expect((await pbx.read()).files).toEqual(digestsOf([queues]))
  })

  test('begins from a generation of links that was made by hand: it is no drift, and there is a way back to it', async () => {
    const { pbx, directory } = asterisk
    await mkdir(path.join(directory, 'own'))
    await mkdir(path.join(directory, 'generations/0'), { recursive: true })
    await writeFile(path.join(directory, 'own/modules.conf'), '[modules]\n')
    await symlink('../../own/modules.conf', path.join(directory, 'generations/0/modules.conf'))
    await symlink('generations/0', path.join(directory, 'current'))
    expect(await pbx.read()).toEqual({ generation: '0', files: [] })
    await pbx.stage('1-a', [queues])
    await pbx.switchTo('1-a')
    await pbx.switchTo('0')
    expect(await asterisk.file('queues.conf')).toBeUndefined()
    expect(await asterisk.file('modules.conf')).toBe('[modules]\n')
  })

  test('an own file of the name of a generated one is refused', async () => {
    const { pbx, directory } = asterisk
    await mkdir(path.join(directory, 'own'))
    await writeFile(path.join(directory, 'own/queues.conf'), '')
    await expect(pbx.stage('1-a', [queues])).rejects.toThrow('own/queues.conf is generated too')
  })

  test('that is not there, or whose link is a file, is told with what to do', async () => {
    await expect(directoryOf('/nowhere/at/all').stage('1-a', [queues])).rejects.toThrow('make the directory first')
    await writeFile(path.join(asterisk.directory, 'current'), '')
    await expect(asterisk.pbx.read()).rejects.toThrow('is no symbolic link')
    expect((await lstat(path.join(asterisk.directory, 'current'))).isFile()).toBe(true)
  })
})

describe('the manager interface', () => {
  const inForce = async () => {
    await asterisk.pbx.stage('1-a', [queues, sip])
    await asterisk.pbx.switchTo('1-a')
  }

  const wanted = (...present: readonly PbxObject[]) => ({ present, absent: [] })
  const endpoint = { kind: 'endpoint', name: 'a' } as const
  const fine = { problems: [], findings: [] }

  test('reloads a module, and shows what it has read by then', async () => {
    await inForce()
    expect(await asterisk.pbx.reload('app_queue.so')).toBe('Module Reloaded')
    const queue = [
      { kind: 'queue', name: 'sales' },
      { kind: 'member', name: 'PJSIP/a', of: 'sales' },
    ] as const
    expect(await asterisk.pbx.verify(wanted(...queue))).toEqual(fine)
    expect(await asterisk.pbx.verify(wanted(...queue, endpoint))).toEqual({
      problems: ['there is no endpoint a'],
      findings: [],
    })
  })

  test('what comes a moment after the reload is waited for', async () => {
    await inForce()
    setTimeout(() => void asterisk.pbx.reload('res_pjsip.so'), 100)
    expect(await asterisk.pbx.verify(wanted(endpoint))).toEqual(fine)
  })

  test('that has no endpoint at all says so by an error, which is an answer, and of no mailbox by a success', async () => {
    const mailbox = { kind: 'mailbox', name: '1000@default' } as const
    expect(await asterisk.pbx.verify(wanted(endpoint, mailbox))).toEqual({
      problems: ['there is no endpoint a', 'there is no mailbox 1000@default'],
      findings: [],
    })
  })

  test('shows what was to be gone and is still there; a member that came by itself is none of the file', async () => {
    await inForce()
    await asterisk.pbx.reload('app_queue.so')
    const absent = [{ kind: 'member', name: 'PJSIP/a', of: 'Sales' }] as const
    expect((await asterisk.pbx.verify({ present: [], absent })).problems).toEqual([
      'queue Sales still has the member PJSIP/a',
    ])
    const sales = { Event: 'QueueMember', Queue: 'sales', Location: 'PJSIP/a', Membership: 'dynamic' }
    const came = await startFakeManager({ secret: 'a secret of tests', standing: { QueueStatus: [sales] } })
    const other = managerActions({ ...asterisk.ami, port: came.port }, hurriedTimers)
    expect(await other.verify({ present: [], absent })).toEqual(fine)
    await came.stop()
  })

  test('shows contexts and extensions of ours: those of other modules are none', async () => {
    const { pbx } = asterisk
    const content = '[default]\nexten => 1000,1,Hangup()\nexten => _1X,hint,PJSIP/a\n\n[empty]\n'
    await pbx.stage('1-a', [{ path: 'extensions.conf', content }])
    await pbx.switchTo('1-a')
    await pbx.reload('pbx_config.so')
    const extension = (name: string, of: string) => ({ kind: 'extension', name, of }) as const
    const present = [extension('1000', 'default'), extension('_1X', 'default'), extension('700', 'parkedcalls')]
    expect((await pbx.verify(wanted({ kind: 'context', name: 'default' }, ...present))).problems).toEqual([
      'context parkedcalls has no extension 700',
    ])
    const absent = [{ kind: 'context', name: 'default' }, extension('1000', 'default')] as const
    expect((await pbx.verify({ present: [], absent })).problems).toEqual([
      'context default is still there',
      'context default still has the extension 1000',
    ])
  })

  test('tells how trunks are registered, and no passwords: a refusal of the other side is no failure', async () => {
    const { pbx } = asterisk
    await pbx.stage('1-a', [{ path: 'pjsip.conf', content: '[network]\ntype = registration\n' }])
    await pbx.switchTo('1-a')
    await pbx.reload('res_pjsip.so')
    const registration = (name: string) => ({ kind: 'registration', name }) as const
    expect(await pbx.verify(wanted(registration('network'), registration('other')))).toEqual({
      problems: [],
      findings: ['registration network: Rejected', 'there is no registration other'],
    })
  })

  test('whose user may not see parking lots says so, and that is no failure', async () => {
    expect(await asterisk.pbx.verify(wanted({ kind: 'parkingLot', name: 'default' }))).toEqual({
      problems: [],
      findings: ['parking lots were not looked at: that takes write = call in manager.conf'],
    })
  })

  test.each([
    ['Permission denied', 'write = system,config,reporting'],
    ['No such module', 'load app_queue.so in modules.conf'],
    ['An unknown error occurred', 'its log'],
  ])('that refuses a reload (%s) is told with what to do', async (Message, advice) => {
    asterisk.behave(({ Action }) => (Action === 'Reload' ? { Response: 'Error', Message } : undefined))
    await expect(asterisk.pbx.reload('app_queue.so')).rejects.toThrow(advice)
  })

  test('that hangs or dies in a reload is given up', async () => {
    asterisk.behave(({ Action }) => (Action === 'Reload' ? 'hang' : undefined))
    await expect(asterisk.pbx.reload('app_queue.so')).rejects.toThrow('did not come within 10 s')
    asterisk.behave(({ Action }) => (Action === 'Reload' ? 'cut' : undefined))
    await expect(asterisk.pbx.reload('app_queue.so')).rejects.toThrow(/closed|broke/)
  })

  test('gives the keys of ours in the database of the PBX, writes some and removes some, which may be gone already', async () => {
    const { pbx, database } = asterisk
    database.set('/ringledger/user/alice/dnd', '1').set('/ringledger/user/bob/busy', '').set('/other/x', 'y')
    expect(await pbx.kept()).toEqual(
      new Map([
        ['user/alice/dnd', '1'],
        ['user/bob/busy', ''],
      ]),
    )
    await pbx.keep([
      { key: 'user/alice/dnd', value: null },
      { key: 'user/nobody/dnd', value: null },
      { key: 'user/bob/busy', value: '*21' },
      { key: 'user/bob/noanswer', value: '' },
    ])
    expect([...database]).toEqual([
      ['/ringledger/user/bob/busy', '*21'],
      ['/other/x', 'y'],
      ['/ringledger/user/bob/noanswer', ''],
    ])
  })

  test.each([
    ['DBPut', 'Permission denied', 'write = system'],
    ['DBGetTree', 'Invalid/unknown command: DBGetTree', 'too old to list its database'],
  ])('that refuses %s (%s) is told with what to do', async (name, Message, advice) => {
    asterisk.behave(({ Action }) => (Action === name ? { Response: 'Error', Message } : undefined))
    const { pbx } = asterisk
    await expect(pbx.keep([{ key: 'user/a/dnd', value: '1' }]).then(() => pbx.kept())).rejects.toThrow(advice)
  })

  test('that is not there is told by name', async () => {
    await asterisk.manager.stop()
    await expect(asterisk.pbx.reach()).rejects.toThrow(/refuses connections: is Asterisk running/)
  })
})
