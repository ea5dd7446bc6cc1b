import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Json } from '../../domain/kernel/json.ts'
import type { Workflow, Worker, Workflows } from '../../domain/kernel/workflows.ts'

interface WorkflowsUnderTest {
  readonly workflows: Workflows
  /** A worker of a process of its own, which can be killed: it remembers nothing from then on. */
  worker(workflows: Readonly<Record<string, Workflow>>): Promise<Worker & { crash(): Promise<void> }>
  close(): Promise<void>
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 30_000, interval: 10 })

/** What every adapter of the Workflows port promises (domain/kernel/workflows.ts). Call it from the adapter's test file. */
export function workflowsContract(name: string, make: () => Promise<WorkflowsUnderTest>): void {
  describe(name, () => {
    let under: WorkflowsUnderTest
    const workers: Worker[] = []
    beforeEach(async () => {
      under = await make()
    })
    afterEach(async () => {
      for (const worker of workers.splice(0)) await worker.stop()
      await under.close()
    })

    async function worker(workflows: Readonly<Record<string, Workflow>>) {
      const started = await under.worker(workflows)
      workers.push(started)
      return started
    }

    test('what is started runs to its end, with its input, whether a worker was there before or comes later', async () => {
      const seen: Json[] = []
      const note: Workflow = async (steps, input) => {
        await steps.run('note', () => Promise.resolve(seen.push(input)))
      }
      await under.workflows.start('note', 'early', { n: 1 })
      await worker({ note })
      await until(() => seen).toEqual([{ n: 1 }])
      await under.workflows.start('note', 'late', { n: 2 })
      await until(() => seen).toEqual([{ n: 1 }, { n: 2 }])
    })

    test('what is started for later does not begin before', async () => {
      const seen: Json[] = []
      const note: Workflow = async (steps, input) => {
        await steps.run('note', () => Promise.resolve(seen.push(input)))
      }
      await worker({ note })
      await under.workflows.start('note', 'next century', 'too early', Date.UTC(2126, 0, 1) * 1000)
      await under.workflows.start('note', 'last century', 'due', 0)
      await under.workflows.start('note', 'now', 'now')
      await until(() => [...seen].sort()).toEqual(['due', 'now'])
    })

    test('started again with the same id nothing happens, while it runs and when it has ended', async () => {
      let runs = 0
      let release: () => void = () => undefined
      const held = new Promise<void>(resolve => (release = resolve))
      let ended = 0
      const count: Workflow = async steps => {
        await steps.run('count', async () => {
          runs += 1
          await held
          return null
        })
        ended += 1
      }
      await under.workflows.start('count', 'one', null)
      await worker({ count })
      await until(() => runs).toBe(1)
      await under.workflows.start('count', 'one', null)
      release()
      await until(() => ended).toBe(1)
      await under.workflows.start('count', 'one', null)
      await under.workflows.start('count', 'two', null)
      await until(() => ended).toBe(2)
      expect(runs).toBe(2)
    })

    test('what throws is begun again after a while: finished steps keep their results and are not run again', async () => {
      const ran: string[] = []
      let results: Json = null
      const shaky: Workflow = async steps => {
        const a = await steps.run('a', () => Promise.resolve(ran.push('a')))
        const nothing = await steps.run('nothing', () => {
          ran.push('nothing')
          return Promise.resolve(null)
        })
        const b = await steps.run('b', () => {
          ran.push('b')
          return ran.length < 4 ? Promise.reject(new Error('not yet')) : Promise.resolve({ at: ran.length })
        })
        results = [a, nothing, b]
      }
      await worker({ shaky })
      await under.workflows.start('shaky', 'x', null)
      await until(() => results).toEqual([1, null, { at: 4 }])
      expect(ran).toEqual(['a', 'nothing', 'b', 'b'])
    })

    test('when a worker is killed in the middle of a step another one goes on after the last finished step', async () => {
      const ran: string[] = []
      let isFirst = true
      const long: Workflow = async steps => {
        await steps.run('a', () => Promise.resolve(ran.push('a')))
        await steps.run('b', () => {
          ran.push('b')
          const hangs = isFirst
          isFirst = false
          return hangs ? new Promise<null>(() => undefined) : Promise.resolve(null)
        })
        await steps.run('c', () => Promise.resolve(ran.push('c')))
      }
      const first = await under.worker({ long })
      await under.workflows.start('long', 'x', null)
      await until(() => ran).toEqual(['a', 'b'])
      await worker({ long })
      await first.crash()
      await until(() => ran).toEqual(['a', 'b', 'b', 'c'])
    })

    test('a killed worker whose step ends late remembers nothing, and does no further step', async () => {
      const ran: string[] = []
      const results: Json[] = []
      const releases: ((who: string) => void)[] = []
      const long: Workflow = async steps => {
        const who = await steps.run('who', () => new Promise<string>(resolve => releases.push(resolve)))
        results.push(await steps.run('then', () => Promise.resolve(ran.push(who))), who)
      }
      const first = await under.worker({ long })
      await under.workflows.start('long', 'x', null)
      await until(() => releases.length).toBe(1)
      await first.crash()
      releases[0]?.('dead')
      await worker({ long })
      await until(() => releases.length).toBe(2)
      releases[1]?.('alive')
      await until(() => results).toEqual([1, 'alive'])
      expect(ran).toEqual(['alive'])
    })

    test('one worker at a time has a workflow, however many there are', async () => {
      let inside = 0
      let most = 0
      let ended = 0
      const alone: Workflow = async steps => {
        for (const name of ['a', 'b', 'c'])
          await steps.run(name, async () => {
            most = Math.max(most, ++inside)
            await new Promise(resolve => setTimeout(resolve, 20))
            inside -= 1
            return null
          })
        ended += 1
      }
      for (let n = 0; n < 3; n++) await worker({ alone })
      await under.workflows.start('alone', 'x', null)
      await until(() => ended).toBe(1)
      expect(most).toBe(1)
    })

    test('a worker that is stopped finishes its step, and the next one goes on', async () => {
      const ran: string[] = []
      let release: () => void = () => undefined
      const held = new Promise<null>(resolve => (release = () => resolve(null)))
      const long: Workflow = async steps => {
        await steps.run('a', () => {
          ran.push('a')
          return held
        })
        await steps.run('b', () => Promise.resolve(ran.push('b')))
      }
      const first = await under.worker({ long })
      await under.workflows.start('long', 'x', null)
      await until(() => ran).toEqual(['a'])
      const stopped = first.stop()
      release()
      await stopped
      await worker({ long })
      await until(() => ran).toEqual(['a', 'b'])
    })
  })
}
