import { confSections, valueIn, type ConfSection } from './conf-sections.ts'

/**
 * Strategies by which members are rung in the order in which they came. Asterisk keeps that order only for a queue that it made with one of
 * them: after a reload it shows the new strategy, and goes on with an order by chance (app_queue.c, init_queue; pbx-configuration §7.4).
 */
const inOrder: ReadonlySet<string> = new Set(['linear', 'rrordered'])

/** Queues that were there with another strategy and have such a one now: they must be made anew. */
export function queuesToRecreate(before: string, after: string): readonly string[] {
  const was = strategiesIn(before)
  return [...strategiesIn(after)].flatMap(([name, strategy]) => {
    const old = was.get(name)
    return old !== undefined && !inOrder.has(old) && inOrder.has(strategy) ? [name] : []
  })
}

/** Of queues that were to be made anew those for which it still makes sense. */
export const stillInOrder = (names: readonly string[], queuesConf: string): readonly string[] => {
  const is = strategiesIn(queuesConf)
  return names.filter(name => inOrder.has(is.get(name) ?? ''))
}

/** The file without these sections: what Asterisk forgets them by. */
export function withoutQueues(queuesConf: string, names: readonly string[]): string {
  const { sections } = confSections(queuesConf)
  const lines = queuesConf.split('\n')
  const left = new Set<number>()
  sections.forEach((section, i) => {
    if (!names.includes(section.name)) return
    const end = sections[i + 1]?.line ?? lines.length + 1
    for (let line = section.line; line < end; line++) left.add(line)
  })
  const kept = lines.filter((_, i) => !left.has(i + 1)).join('\n')
  return kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`
}

const strategiesIn = (queuesConf: string): ReadonlyMap<string, string> =>
  new Map(confSections(queuesConf).sections.flatMap(queueIn))

const queueIn = (section: ConfSection): readonly (readonly [string, string])[] =>
  section.name === 'general' ? [] : [[section.name, valueIn(section, 'strategy') ?? 'ringall']]
