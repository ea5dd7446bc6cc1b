import { describe, expect, test } from 'vitest'
import { aclFormat } from './acl.ts'
import { allAccessNames, namesFor } from './operations.ts'
import { actions, isOpen, may, whyNot } from './rights.ts'
import type { Identity } from './identity.ts'

const service = (...acl: string[]): Identity => ({
  tokenId: 'a1b2c3d4',
  label: 'CRM',
  role: 'administrator',
  scope: { acl },
})

describe('names for access lists', () => {
  test('are words of letters and dots, each of them once, and end with what is done', () => {
    const names = allAccessNames.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter(name => !/^[a-zA-Z]+\.[a-zA-Z]+\.(read|create|update|delete)$/.test(name))).toEqual([])
    expect(names.filter(name => !aclFormat.pattern.test(name))).toEqual([])
  })

  test('are those of rights that there are', () => {
    expect([...new Set(allAccessNames.map(({ action }) => action))].sort()).toEqual([...actions].sort())
  })

  test('one operation, one name; the doors to the configuration any of those behind them', () => {
    const operations = allAccessNames.flatMap(one => one.operations)
    expect(new Set(operations).size).toBe(operations.length)
    expect(namesFor('queueBoard')).toEqual(['boards.queues.read'])
    expect(namesFor('defineQueue')).toEqual(['configuration.queues.create'])
    expect(namesFor('addQueueMember')).toEqual(['configuration.queues.update'])
    expect(namesFor('removeQueue')).toEqual(['configuration.queues.delete'])
    expect(namesFor('applyChangeSet')).toContain('configuration.queues.delete')
    expect(namesFor('nothing')).toBeUndefined()
  })
})

describe('who has an access list', () => {
  test('may do what it opens of what his role may do', () => {
    const statistics = service('statistics.#')
    expect(may(statistics, 'readStatistics', { names: ['statistics.queues.read'] })).toBe(true)
    expect(may(statistics, 'readStatistics', { names: ['panels.figures.read'] })).toBe(false)
    expect(may(statistics, 'readCalls')).toBe(false)
    const auditor: Identity = { ...service('#'), role: 'auditor' }
    expect(may(auditor, 'changeConfiguration', { names: ['configuration.queues.create'] })).toBe(false)
    expect(may(auditor, 'readConfiguration', { names: ['configuration.queues.read'] })).toBe(true)
  })

  test('needs the name of the right where no operation is told: of an object by its id', () => {
    expect(may(service('calls.history.read'), 'readCalls')).toBe(true)
    expect(may(service('calls.customers.read'), 'readCalls')).toBe(false)
  })

  test('is told the name that it would take', () => {
    expect(whyNot(service('calls.#'), 'readRawEvents')).toBe(
      'administrator CRM may not read raw events: its access list does not open events.log.read',
    )
    expect(whyNot(service(), 'readCalls', { names: ['a.b.read', 'c.d.read', 'e.f.read'] })).toBe(
      'administrator CRM may not read calls: its access list does not open a.b.read, nor one of 2 others that would do',
    )
  })

  test('without one everything is open that the role may do', () => {
    const free: Identity = { ...service(), scope: {} }
    expect(allAccessNames.filter(({ action, name }) => !isOpen(free, action, [name]))).toEqual([])
    expect(allAccessNames.filter(({ action, name }) => isOpen(service(), action, [name]))).toEqual([])
  })
})
