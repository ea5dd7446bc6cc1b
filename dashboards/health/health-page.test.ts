import { expect, test } from 'vitest'
import { pageTests, patience } from '../testing/page-tests.ts'

const { open, server, expectNetworkErrors } = pageTests()
const soon = { timeout: patience }

test('sources, read models and quarantined rows are listed with where they are', async () => {
  const page = await open('/health')
  await page.getByRole('row', { name: /Paris · pbx1 · queue_log.*184,223/ }).waitFor()
  await page.getByRole('row', { name: /agent_states.*Rebuilding.*34,012/ }).waitFor()
  await page.getByText('/var/log/asterisk/queue_log:8841').waitFor()
  await page.getByText('Something needs a look').waitFor()
})

test('the newest figures of each site are listed with how many queues and agents it has', async () => {
  const page = await open('/health')
  await page.getByRole('row', { name: /^Paris.*11 1,036$/ }).waitFor()
  expect(await page.getByRole('row', { name: /^Lab.*– – – 0 0$/ }).count()).toBe(1)
})

test('what stands still is said first, with the reason', async () => {
  const [source] = server().world.sources
  if (source) Object.assign(source, { state: 'DOWN', problem: 'queue_log cannot be read: permission denied' })
  const page = await open('/health')
  await page.getByRole('heading', { name: 'Some figures stand still' }).waitFor()
  expect(await page.locator('.verdict').textContent()).toContain('queue_log cannot be read: permission denied')
})

test('a trunk stands with its state in words, and why it is so', async () => {
  const [trunk] = server().world.trunks
  const page = await open('/health')
  await page.getByRole('row', { name: /Acme Telecom.*Paris · pbx1 · trunk-acme.*Up.*12 ms/ }).waitFor()
  if (trunk)
    Object.assign(trunk, {
      state: 'UNKNOWN',
      reason: 'the manager interface of pbx1 is not heard',
      since: null,
      roundTripMs: null,
    })
  await page.getByRole('row', { name: /Acme Telecom.*Unknown.*the manager interface of pbx1 is not heard/ }).waitFor()
})

test('where no trunk is configured nothing is said of trunks', async () => {
  server().world.trunks = []
  const page = await open('/health')
  await page.getByRole('heading', { name: 'Read models' }).waitFor()
  expect(await page.getByRole('heading', { name: 'Trunks' }).count()).toBe(0)
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

test('who is limited to entities does not ask for what is of the whole PBX, and reads who decided what', async () => {
  server().limitTo(['paris/acme'])
  server().world.denied.push('trunkBoard', 'quarantine')
  const page = await open('/health')
  const asked: string[] = []
  page.on('request', request => asked.push(request.postData() ?? ''))
  await page.reload()
  await page.locator('.decision-table').waitFor()
  expect(asked.filter(text => /"(Trunks|Quarantine)"/.test(text))).toEqual([])
  expect(asked.some(text => text.includes('"Status"'))).toBe(true)
  expect(await page.getByRole('heading', { name: /Quarantine|Trunks/ }).count()).toBe(0)
})

test('without an answer the last one stays, grey, and its age goes on', async () => {
  expectNetworkErrors()
  const page = await open('/health')
  await page.getByText('Something needs a look').waitFor()
  server().cut(true)
  await page.getByText('The server does not answer.').waitFor()
  expect(await page.locator('.page.stale .verdict').count()).toBe(1)
  const seconds = async () => Number((await page.locator('.page-head .elapsed').textContent())?.split(':')[1])
  await expect.poll(seconds, soon).toBeGreaterThan(8)
})

test('on a telephone the state of a source stands beside its name', async () => {
  const page = await open('/health', { viewport: { width: 390, height: 844 } })
  const badge = page.locator('.source-table .badge').first()
  await badge.waitFor()
  const box = await badge.boundingBox()
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThan(390)
})

test('who did what is listed, the newest first, and by person', async () => {
  const page = await open('/health')
  const rows = page.locator('.decision-table tbody tr')
  await rows.first().waitFor()
  expect(await rows.first().textContent()).toContain('first administratorToken issued')
  await page.getByRole('button', { name: 'Older' }).click()
  await expect.poll(() => rows.count(), soon).toBe(8)
  await page.getByPlaceholder('Who (exactly)').fill('Ana')
  await expect.poll(() => rows.count(), soon).toBe(2)
  await rows.first().locator('summary').click()
  await page.getByText('Agent/8001 is paused').waitFor()
})

test('who is limited to a part of the site sees the health of what he may, without errors for the rest', async () => {
  server().world.denied = ['trunkBoard', 'quarantine']
  const page = await open('/health')
  await page.getByRole('heading', { name: 'Read models' }).waitFor()
  await page.getByRole('heading', { name: /decid|Decisions/i }).waitFor()
  expect(await page.getByRole('heading', { name: 'Trunks' }).count()).toBe(0)
  expect(await page.getByRole('heading', { name: /Quarantine/ }).count()).toBe(0)
  expect(await page.getByRole('alert').count()).toBe(0)
})
