import { conferenceRooms } from '../../routing/conference-rooms.ts'
import { contexts, type Context as ConfiguredContext } from '../../routing/dialplan/contexts.ts'
import { extensions } from '../../routing/dialplan/extensions.ts'
import { groups } from '../../routing/groups.ts'
import { incalls } from '../../routing/incalls.ts'
import type { Outcall } from '../../routing/outcalls.ts'
import { queues } from '../../queues/configured-queues.ts'
import { users, type User } from '../../users/configured-users.ts'
import { lines, type Line } from '../../users/lines.ts'
import type { MediaServer } from '../../sites/media-servers.ts'
import { memo } from '../memo.ts'
import { stepsTo } from './destinations.ts'
import { contextText, extensionText, run } from './dialplan.ts'
import { userHint } from './hints.ts'
import { incallSteps } from './incalls.ts'
import { linesOf } from './interfaces.ts'
import { contextOf, type Owner } from './names.ts'
import { routeContextName, routeContexts, routePriorities, routesOf } from './outcalls.ts'
import { parkingContextNames } from './parking.ts'
import type { Scope } from './scope.ts'

/**
 * The configured contexts (pbx-configuration §4.2): every number leads to the context of what it is the number of. Routes to the outside
 * and feature codes are included behind a context's own numbers.
 */
export function numberContexts(scope: Scope): readonly string[] {
  const routes = routesOf(scope)
  const numbers = numbersByContext(scope)
  const existing = new Set(
    scope
      .all(contexts)
      .filter(({ value }) => value.enabled)
      .map(({ key }) => key),
  )
  return scope
    .all(contexts)
    .filter(({ value }) => value.enabled)
    .flatMap(({ key, value }) => [
      contextText({
        name: key,
        extensions: numbers.get(key) ?? [],
        includes: includesOf(value, existing, routes, scope),
      }),
      ...routeContexts(key, routes),
    ])
}

function includesOf(
  context: ConfiguredContext,
  existing: ReadonlySet<string>,
  routes: readonly Outcall[],
  scope: Scope,
): readonly string[] {
  const own = context.type === 'internal' || context.type === 'services'
  return [
    ...routePriorities(context.name, routes).map(priority => routeContextName(context.name, priority)),
    ...(context.name === 'default' && scope.customContexts.has('xivo-extrafeatures') ? ['xivo-extrafeatures'] : []),
    ...context.includes.filter(name => existing.has(name)),
    ...(own ? ['xivo-features', ...parkingContextNames(scope).filter(name => name !== context.name)] : []),
  ]
}

/** Text of a number's extension. The number leads to the context of what it is the number of. */
const leadsTo = (number: string, context: string, owner: Owner, key: string, hint?: string): string =>
  extensionText({
    number,
    steps: [run`Gosub(xivo-entry,s,1(\${EXTEN},${context}))`, run`Goto(${contextOf(owner, key)},s,1)`],
    ...(hint === undefined ? {} : { hint }),
  })

const remembered = memo()

const lineNumber = (line: Line, number: string, user: User, scope: Scope): string =>
  remembered(line, [user, scope.server, scope.mainServer, ...linesOf(user, scope)], () =>
    leadsTo(number, line.context, 'user', user.user, userHint(user, scope)),
  )

type Numbers = Map<string, string[]>

function add(numbers: Numbers, context: string | null, extension: string): void {
  if (context === null) return
  const known = numbers.get(context)
  if (known) known.push(extension)
  else numbers.set(context, [extension])
}

/** A line's number is that of the first user whose line it is. Most numbers are these, so they are kept while no user and line changes. */
function userNumbers(scope: Scope): Numbers {
  const { objects } = scope.configuration
  const made = [objects.get(users.name), objects.get(lines.name), scope.mainServer]
  const last = lastNumbers.get(scope.server)
  if (last && last.made.every((one, i) => one === made[i])) return last.numbers
  const ownerOfLine = new Map<string, string>()
  for (const { key, value } of scope.all(users))
    for (const line of value.lines) if (!ownerOfLine.has(line)) ownerOfLine.set(line, key)
  const numbers: Numbers = new Map()
  for (const { key, value } of scope.all(lines)) {
    const user = scope.get(users, ownerOfLine.get(key) ?? null)
    if (value.enabled && value.number !== null && user)
      add(numbers, value.context, lineNumber(value, value.number, user, scope))
  }
  lastNumbers.set(scope.server, { made, numbers })
  return numbers
}

const lastNumbers = new WeakMap<MediaServer, { readonly made: readonly unknown[]; readonly numbers: Numbers }>()

function numbersByContext(scope: Scope): Numbers {
  const numbers: Numbers = new Map([...userNumbers(scope)].map(([context, texts]) => [context, [...texts]]))
  for (const { key, value } of scope.all(groups))
    if (value.enabled && value.number !== null && value.context !== null)
      add(numbers, value.context, leadsTo(value.number, value.context, 'group', key))
  for (const { key, value } of scope.all(queues))
    if (value.enabled && value.number !== null && value.context !== null)
      add(numbers, value.context, leadsTo(value.number, value.context, 'queue', key))
  for (const { key, value } of scope.all(conferenceRooms))
    if (value.enabled)
      add(numbers, value.context, leadsTo(value.number, value.context, 'conference', key, `confbridge:${key}`))
  for (const { key, value } of scope.all(incalls))
    if (value.enabled)
      add(numbers, value.context, extensionText({ number: value.number, steps: incallSteps(key, value.context) }))
  for (const { value } of scope.all(extensions))
    if (value.enabled)
      add(
        numbers,
        value.context,
        extensionText({
          number: value.number,
          steps: [run`Gosub(xivo-entry,s,1(\${EXTEN},${value.context}))`, ...stepsTo(value.destination, scope)],
        }),
      )
  return numbers
}
