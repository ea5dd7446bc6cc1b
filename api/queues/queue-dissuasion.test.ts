import { beforeEach, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

const supervisor = holder('supervisor', { queues: ['paris/sales'], dissuasion: true })

let ask: Ask
beforeEach(async () => {
  ask = asker(fakePorts(createMemoryEventStore()))
  const made = await ask(`mutation {
    a: defineQueue(input: { name: "reception", displayName: "Reception" }) { rejections { message } }
    b: defineQueue(input: { name: "sales", displayName: "Sales", dissuasionQueue: "reception" }) { rejections { message } }
    c: defineSoundFile(input: { name: "sales_closed", directory: "playback" }) { rejections { message } }
    d: defineSoundFile(input: { name: "support_closed", directory: "playback" }) { rejections { message } }
  }`)
  expect(JSON.stringify(made)).not.toContain('message')
})

const set = (choice: string, queue = 'sales') =>
  ask(
    `mutation { setQueueDissuasion(input: { site: "paris", queue: "${queue}", ${choice} comment: "strike" }) { rejections { field rule } queueDissuasion { type value } } }`,
    {},
    supervisor,
  )

test('a supervisor closes his queue with one of its sounds or its queue, and opens it again', async () => {
  const asked = '{ queueDissuasions { queue displayName type value soundFiles queues } }'
  expect((await ask(asked, {}, supervisor)).data).toEqual({
    queueDissuasions: [
      {
        queue: 'sales',
        displayName: 'Sales',
        type: null,
        value: null,
        soundFiles: ['sales_closed'],
        queues: ['reception'],
      },
    ],
  })
  const chosen = async (choice: string) => (await set(choice)).data
  expect(await chosen('soundFile: "sales_closed"')).toEqual({
    setQueueDissuasion: { rejections: [], queueDissuasion: { type: 'SOUND_FILE', value: 'sales_closed' } },
  })
  expect(await chosen('toQueue: "reception"')).toEqual({
    setQueueDissuasion: { rejections: [], queueDissuasion: { type: 'QUEUE', value: 'reception' } },
  })
  expect(await chosen('')).toEqual({
    setQueueDissuasion: { rejections: [], queueDissuasion: { type: null, value: null } },
  })
})

test('who closed it, when and why is in the history of the queue', async () => {
  await set('soundFile: "sales_closed"')
  const { data } = await ask(
    '{ configurationHistory(first: 1) { edges { node { key actor comment fields { field to } } } } }',
  )
  expect(data).toMatchObject({
    configurationHistory: {
      edges: [{ node: { key: 'sales', actor: 'a supervisor', comment: 'strike', fields: [{ field: 'fail' }] } }],
    },
  })
})

test.each([
  ['the sound of another queue', 'soundFile: "support_closed"', 'soundFile exists'],
  ['a sound that is not there', 'soundFile: "sales_gone"', 'soundFile exists'],
  ['a queue that is not set for it', 'toQueue: "sales"', 'toQueue exists'],
  ['a sound and a queue', 'soundFile: "sales_closed", toQueue: "reception"', 'toQueue oneOf'],
])('refused is %s', async (_, choice, rejection) => {
  const { data } = await set(choice)
  const { rejections } = data?.['setQueueDissuasion'] as { rejections: { field: string; rule: string }[] }
  expect(rejections.map(({ field, rule }) => `${field} ${rule}`)).toEqual([rejection])
})

test('it takes the right of the token, and a queue of the supervisor', async () => {
  expect((await set('soundFile: "sales_closed"', 'reception')).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  const without = holder('supervisor', { queues: ['paris/sales'] })
  expect((await ask('{ queueDissuasions { queue } }', {}, without)).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  expect((await ask('{ queueDissuasions { queue } }', {}, holder('analyst'))).errors?.[0]?.extensions.code).toBe(
    'FORBIDDEN',
  )
})
