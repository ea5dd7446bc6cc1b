import { beforeEach, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

let ask: Ask

beforeEach(async () => {
  ask = asker(fakePorts(createMemoryEventStore()))
  const before = await ask('{ configuration { position } }')
  expect(before.errors).toBeUndefined()
  const login = (name: string) => `user: "${name}", firstName: "${name}", ctiEnabled: true, ctiLogin: "${name}"`
  for (const command of [
    `defineUser(input: { ${login('root')}, ctiPassword: "secret12", ctiProfile: "Client" })`,
    `defineUser(input: { ${login('ted')}, ctiPassword: "secret12", ctiProfile: "Client" })`,
    'grantProfile(input: { login: "root", type: ADMINISTRATOR })',
    'changeUser(input: { user: "root", ctiPassword: "secret34" })',
  ])
    expect((await ask(`mutation { result: ${command} { rejections { message } } }`)).data).toEqual({
      result: { rejections: [] },
    })
})

const everything = { result: { rejections: [] } }
const refused = { result: { rejections: [{ rule: 'profile' }] } }
const as = async (acl: readonly string[], mutation: string) => {
  const { data, errors } = await ask(
    `mutation { result: ${mutation} { rejections { rule } } }`,
    {},
    holder('administrator', { acl }),
  )
  return errors ?? data
}

test.each([
  ['a command', 'changeUser(input: { user: "root", ctiPassword: "mine1234" })'],
  ['a login of another name', 'changeUser(input: { user: "root", ctiLogin: "mine" })'],
  ['a change set', 'applyChangeSet(input: { commands: [{ changeUser: { user: "root", ctiPassword: "mine1234" } }] })'],
  [
    'a document',
    'applyConfigurationDocument(input: { document: "commands: [{ changeUser: { user: root, ctiPassword: mine1234 } }]" })',
  ],
  ['a file', 'importUsers(input: { mode: UPDATE, csv: "uuid,password\\nroot,mine1234\\n" })'],
  [
    'a file that is tried',
    'importUsers(input: { mode: UPDATE, dryRun: true, csv: "uuid,password\\nroot,mine1234\\n" })',
  ],
  ['going back', 'revertConfiguration(input: { to: { position: "6" } })'],
])('who has an access list takes over nobody with a profile: by %s', async (_, mutation) => {
  expect(await as(['configuration.#'], mutation)).toEqual(refused)
  expect(await as(['#'], mutation)).toEqual(everything)
})

test('he sets the passwords of people without one', async () => {
  expect(await as(['configuration.users.*'], 'changeUser(input: { user: "ted", ctiPassword: "mine1234" })')).toEqual(
    everything,
  )
})
