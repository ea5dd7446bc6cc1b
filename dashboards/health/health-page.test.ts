import { expect, test } from 'vitest'
import { pageTests } from '../testing/page-tests.ts'

const { open, server } = pageTests()

test('sources, read models and quarantined rows are listed with where they are', async () => {
  const page = await open('/health')
  await page.getByRole('row', { name: /Paris · pbx1 · queue_log.*184,223/ }).waitFor()
  await page.getByRole('row', { name: /agent_states.*Rebuilding.*34,012/ }).waitFor()
  await page.getByText('/var/log/asterisk/queue_log:8841').waitFor()
  await page.getByText('Something needs a look').waitFor()
})

test('what stands still is said first, with the reason', async () => {
  const [source] = server().world.sources
  if (source) Object.assign(source, { state: 'DOWN', problem: 'queue_log cannot be read: permission denied' })
  const page = await open('/health')
  await page.getByRole('heading', { name: 'Some figures stand still' }).waitFor()
  expect(await page.locator('.verdict').textContent()).toContain('queue_log cannot be read: permission denied')
})

test('the page follows without a reload', async () => {
  const page = await open('/health')
  await page.getByText('Something needs a look').waitFor()
  for (const source of server().world.sources) source.quarantined = 0
  await page.getByText('Everything works').waitFor()
})

test('who may not see the quarantine is not shown an error instead', async () => {
  server().setRole('supervisor')
  const page = await open('/health')
  await page.getByRole('heading', { name: 'Read models' }).waitFor()
  expect(await page.getByRole('heading', { name: /Quarantine/ }).count()).toBe(0)
  expect(await page.getByRole('alert').count()).toBe(0)
})
