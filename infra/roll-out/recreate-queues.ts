import { sentenceOf, type AgentStep } from '../../domain/agents/actions/agent-step.ts'
import type { RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import type { Pbx, QueueOnPbx } from '../../domain/roll-out/pbx.ts'
import { queuesToRecreate, stillInOrder, withoutQueues } from '../../domain/roll-out/recreated-queues.ts'
import { attempt, type Teller } from './attempt.ts'

interface Recreation {
  /** The files that are in force already, and the PBX. */
  readonly target: () => Promise<{ readonly files: readonly RenderedFile[]; readonly pbx: RecreatingPbx }>
  readonly generation: string
  /** The directory that was in force before; null: nothing about queues has changed. */
  readonly before: string | null
  /** Queues that the roll-out before left, since callers waited in them. */
  readonly pending: readonly string[]
}

type RecreatingPbx = Pick<Pbx, 'contents' | 'stage' | 'switchTo' | 'reload' | 'queues' | 'act'>

const queuesConf = 'queues.conf'
const module = 'app_queue.so'

/** What is remembered of a member over a crash. */
type Addition = Omit<Extract<AgentStep, { readonly do: 'addMember' }>, 'do'>

/**
 * Makes queues anew whose members must be rung in their order from now on (pbx-configuration §7.4): Asterisk reads the files without them,
 * then with them, and gets the members back that had come by themselves, in the order in which they logged in. A queue in which somebody
 * waits is left as it is: its callers would stay in a queue that nobody serves.
 * @returns the queues that are left
 * @throws Rejected
 */
export async function recreateQueues(teller: Teller, recreation: Recreation): Promise<readonly string[]> {
  const { generation, target } = recreation
  const wanted = await queuesWanted(recreation)
  if (wanted.length === 0) return []
  const { quiet, busy, members } = await attempt(teller, 'look at queues', async () => {
    const queues = (await (await target()).pbx.queues()).filter(({ name }) => wanted.includes(name))
    const waitedIn = queues.filter(({ waiting }) => waiting > 0).map(({ name }) => name)
    const empty = queues.filter(({ waiting }) => waiting === 0)
    return {
      result: { quiet: empty.map(({ name }) => name), busy: waitedIn, members: empty.flatMap(additionsTo) },
      findings: [...empty.map(({ name }) => `${name} is made anew`), ...waitedIn.map(leftAsItIs)],
    }
  })
  if (quiet.length === 0) return busy
  await attempt(teller, 'recreate queues', async () => {
    const { files, pbx } = await target()
    const without = `${generation}-without-queues`
    await pbx.stage(
      without,
      files.map(file => (file.path === queuesConf ? { ...file, content: withoutQueues(file.content, quiet) } : file)),
    )
    await pbx.switchTo(without)
    await pbx.reload(module)
    await pbx.switchTo(generation)
    await pbx.reload(module)
    const steps = members.map((member): AgentStep => ({ do: 'addMember', ...member }))
    await pbx.act(steps)
    return { result: null, findings: steps.map(sentenceOf) }
  })
  return busy
}

async function queuesWanted({ target, before, pending }: Recreation): Promise<readonly string[]> {
  if (before === null && pending.length === 0) return []
  const { files, pbx } = await target()
  const after = contentOf(files)
  const [was] = await pbx.contents(before, [queuesConf])
  return [...new Set([...stillInOrder(pending, after), ...queuesToRecreate(was?.content ?? '', after)])]
}

const contentOf = (files: readonly RenderedFile[]): string =>
  files.find(({ path }) => path === queuesConf)?.content ?? ''

/** Members of the file come back with it. */
const additionsTo = ({ name: queue, members }: QueueOnPbx): readonly Addition[] =>
  members
    .filter(({ isStatic }) => !isStatic)
    .map(member => ({
      queue,
      interface: member.interface,
      name: member.name,
      stateInterface: member.stateInterface,
      penalty: member.penalty,
      pause: member.paused ? { reason: member.pauseReason } : null,
    }))

const leftAsItIs = (name: string): string =>
  `callers wait in ${name}: it rings its members in no order until it is made anew; roll out again when nobody waits`
