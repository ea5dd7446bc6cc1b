import type { Json } from '../../domain/kernel/json.ts'
import { microsOfDate, type Micros } from '../../domain/kernel/time.ts'
import type { Steps, Workflow, Worker, Workflows } from '../../domain/kernel/workflows.ts'

interface Run {
  readonly name: string
  readonly input: Json
  readonly notBefore: Micros
  readonly results: Map<string, Json>
  /** The worker that has it. */
  owner: object | undefined
  ended: boolean
}

/** Workflows that last as long as the process: for tests. Workers come and go; what they did is kept beside them. */
interface MemoryWorkflows extends Workflows {
  work(workflows: Readonly<Record<string, Workflow>>): Promise<MemoryWorker>
  /** Resolves when everything that was started has ended. */
  idle(): Promise<void>
  /** Says that the clock has moved on. */
  tick(): void
}

interface MemoryWorker extends Worker {
  /** As if its process were killed: it remembers nothing from now on, and others take over. */
  crash(): void
}

class Crashed extends Error {
  override readonly name = 'Crashed'
}

export function createMemoryWorkflows(retryMs = 10, clock = () => microsOfDate(new Date())): MemoryWorkflows {
  const runs = new Map<string, Run>()
  const wakes = new Set<() => void>()
  const changed = (): void => [...wakes].forEach(wake => wake())

  function stepsOf(run: Run, owner: object): Steps {
    return {
      async run<T extends Json>(name: string, work: () => Promise<T>): Promise<T> {
        const known = run.results.get(name)
        if (known !== undefined) return known as T
        const result = await work()
        if (run.owner !== owner) throw new Crashed(`the worker of ${run.name} is gone`)
        // As a table would have it: what is given back later is no object of ours.
        run.results.set(name, JSON.parse(JSON.stringify(result)) as Json)
        return result
      },
    }
  }

  return {
    start(name, id, input, notBefore = 0) {
      if (!runs.has(id)) runs.set(id, { name, input, notBefore, results: new Map(), owner: undefined, ended: false })
      changed()
      return Promise.resolve()
    },

    work(workflows) {
      const owner = {}
      const active = new Set<Promise<void>>()
      let stopped = false

      async function execute(run: Run, workflow: Workflow): Promise<void> {
        try {
          await workflow(stepsOf(run, owner), run.input)
          if (run.owner === owner) run.ended = true
        } catch {
          if (run.owner === owner) await new Promise(resolve => setTimeout(resolve, retryMs))
        }
        if (run.owner === owner) run.owner = undefined
        changed()
      }

      function look(): void {
        if (stopped) return
        for (const run of runs.values()) {
          const workflow = workflows[run.name]
          if (run.ended || run.owner || !workflow || run.notBefore > clock()) continue
          run.owner = owner
          const done = execute(run, workflow)
          active.add(done)
          void done.finally(() => active.delete(done))
        }
      }

      wakes.add(look)
      look()
      const leave = (): void => {
        stopped = true
        wakes.delete(look)
      }
      return Promise.resolve({
        async stop() {
          leave()
          await Promise.all(active)
        },
        crash() {
          leave()
          for (const run of runs.values()) if (run.owner === owner) run.owner = undefined
          changed()
        },
      })
    },

    tick: changed,

    idle: () =>
      new Promise(resolve => {
        const look = (): void => {
          if ([...runs.values()].some(({ ended }) => !ended)) return
          wakes.delete(look)
          resolve()
        }
        wakes.add(look)
        look()
      }),
  }
}
