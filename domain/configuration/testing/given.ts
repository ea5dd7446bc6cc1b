import type { ConfigurationCommand } from '../commands.ts'
import { evolveAll, initialConfiguration, type Configuration, type ConfigurationEvent } from '../configuration.ts'
import { decideChangeSet } from '../decide.ts'
import { kinds } from '../kinds.ts'

/** Seals that a test can read: the place and the text backwards. */
export const testSeal = (plain: string, place: string) => `${place}:${Array.from(plain).reverse().join('')}`

let secrets = 0

/** `generated1`, `generated2`, ...: no two are the same. */
export const testSecret = () => `generated${++secrets}`

export const decide = (before: Configuration, commands: readonly ConfigurationCommand[]) =>
  decideChangeSet({ commands }, before, { kinds, seal: testSeal, newSecret: testSecret })

/** The configuration that accepted commands make, one after the other. Throws when one is refused: then the test itself is wrong. */
export function given(...commands: readonly ConfigurationCommand[]): Configuration {
  return commands.reduce<Configuration>((configuration, command) => {
    const decision = decide(configuration, [command])
    if (!decision.accepted) throw new Error(`given ${JSON.stringify(command)}: ${JSON.stringify(decision.rejections)}`)
    return evolveAll(configuration, decision.events, kinds)
  }, initialConfiguration(kinds))
}

/** What a command decides: its events, or its rejections as `field rule`. */
export function when(before: Configuration, ...commands: readonly ConfigurationCommand[]) {
  const decision = decide(before, commands)
  return decision.accepted
    ? { events: decision.events.map(summary) }
    : { rejections: decision.rejections.map(({ field, rule }) => `${field} ${rule}`) }
}

/** The state after a change set that must be accepted. */
export function after(before: Configuration, ...commands: readonly ConfigurationCommand[]): Configuration {
  const decision = decide(before, commands)
  if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
  return evolveAll(before, decision.events, kinds)
}

/** The state after commands that bring back what was. */
export function restored(before: Configuration, ...commands: readonly ConfigurationCommand[]): Configuration {
  const rules = { kinds, seal: testSeal, newSecret: testSecret }
  const decision = decideChangeSet({ commands, restores: true }, before, rules)
  if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
  return evolveAll(before, decision.events, kinds)
}

function summary(event: ConfigurationEvent): string {
  const { type, key } = event
  if (event.change === 'changed') {
    const changes = Object.entries(event.changes).map(([name, { from, to }]) => `${name} ${text(from)} > ${text(to)}`)
    return `${type} ${key}: ${changes.join(', ')}`
  }
  return `${type} ${key}`
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
