import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

const ask = asker(fakePorts(createMemoryEventStore()))

const mayDial = (number: string, position?: string) =>
  ask(
    `{ configuration${position === undefined ? '' : `(asOf: { position: "${position}" })`} { simulateCallPermission(user: "ann", number: "${number}") { verdict because isAsked reachedKind reachedKey } } }`,
  )

test('who may dial what is told by the configuration of any moment, without a call', async () => {
  const { data } = await ask(`mutation {
    a: defineContext(input: { name: "default", displayName: "Default" }) { rejections { message } }
    b: defineLine(input: { name: "a", number: "1001", context: "default", password: "secret1", endpoint: { sip: {} } }) { rejections { message } }
    c: defineCallPermission(input: { name: "nobody", extensions: ["1001"] }) { rejections { message } }
    d: defineUser(input: { user: "ann", firstName: "Ann", lines: ["a"], callPermissions: ["nobody"] }) { position rejections { message } }
    e: changeCallPermission(input: { name: "nobody", action: ALLOW }) { rejections { message } }
  }`)
  expect(JSON.stringify(data)).not.toContain('message')
  const { position } = data?.['d'] as { position: string }
  const line = { isAsked: true, because: ['nobody'], reachedKind: 'line', reachedKey: 'a' }
  expect((await mayDial('1001')).data).toEqual({
    configuration: { simulateCallPermission: { verdict: 'ALLOWED', ...line } },
  })
  expect((await mayDial('1001', position)).data).toEqual({
    configuration: { simulateCallPermission: { verdict: 'DENIED', ...line } },
  })
})

test('it is read with the configuration, by nobody else', async () => {
  const supervisor = holder('supervisor', { queues: 'all' })
  const { errors } = await ask(
    '{ configuration { simulateCallPermission(user: "ann", number: "1") { verdict } } }',
    {},
    supervisor,
  )
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
})
