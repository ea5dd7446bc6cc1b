import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { pageTests, patience, sticksOut } from '../testing/page-tests.ts'

const { open, server } = pageTests()
const soon = { timeout: patience }

test('the day of an agent is read state by state with the arrow keys', async () => {
  const page = await open('/agents?period=yesterday')
  await page.locator('.state-strip svg').focus()
  await page.keyboard.press('ArrowRight')
  await expect
    .poll(() => page.locator('.state-strip .chart-readout').textContent(), soon)
    .toBe('00:00:00 – 08:00:00 · 8:00:00 · Logged out')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.locator('.state-strip .chart-readout').textContent(), soon).toContain('Ready')
})

test('the states are a list too, and add up by lane', async () => {
  const page = await open('/agents?period=yesterday')
  await page.getByText(/^As a list/).click()
  await page.locator('.state-list li', { hasText: 'Paused · lunch' }).waitFor()
  const paused = page.locator('.strip-lanes li', { hasText: 'Paused' })
  expect(await paused.textContent()).toContain('1:06:00')
})

test('choosing a line shows the day of that agent, and the address remembers it', async () => {
  const page = await open('/agents?period=yesterday')
  await page.getByRole('button', { name: 'Chloé Girard', exact: true }).click()
  await page.getByRole('heading', { name: 'Day of Chloé Girard' }).waitFor()
  await page.getByRole('heading', { name: 'Pauses of Chloé Girard' }).waitFor()
  expect(new URL(page.url()).searchParams.get('agent')).toBe('paris/Agent/8003')
})

test('the file has a line for each agent on the screen and a column for each pause reason', async () => {
  const page = await open('/agents?period=yesterday', { locale: 'fr-FR' })
  await page.locator('.agent-report-table tbody tr').first().waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).click(),
  ])
  const [header = '', ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
  expect(header).toContain(';pauseSeconds lunch;pauseSeconds training;pauseSeconds (none)')
  const workbook = new URL((await page.getByRole('link', { name: 'XLSX' }).getAttribute('href')) ?? '', page.url())
  expect([workbook.pathname, workbook.searchParams.getAll('column').at(-1)]).toEqual([
    '/agent-statistics.xlsx',
    'pauseReasons',
  ])
  expect(lines).toHaveLength(await page.locator('.agent-report-table tbody tr').count())
  expect(lines[0]?.split(';')[2]).toMatch(/^\d+,\d+$/)
})

test('agents who were not there are left out until they are asked for', async () => {
  const page = await open('/agents?period=yesterday')
  const lines = page.locator('.agent-report-table tbody tr')
  await lines.first().waitFor()
  const all = server().world.agents.length
  expect(await lines.count()).toBeLessThan(all)
  await page.getByText(/^Also \d+ without activity/).click()
  await expect.poll(() => lines.count(), soon).toBe(all)
})

test('choosing a group leaves its agents, and the address remembers it', async () => {
  const page = await open('/agents?period=yesterday')
  const lines = page.locator('.agent-report-table tbody tr')
  await page.getByRole('button', { name: 'Chloé Girard', exact: true }).waitFor()
  const everybody = await lines.count()
  await page.getByLabel('Group').selectOption({ label: 'North (paris)' })
  await expect.poll(() => lines.count(), soon).toBeLessThan(everybody)
  await page.getByRole('button', { name: 'Chloé Girard', exact: true }).waitFor()
  expect(new URL(page.url()).searchParams.get('group')).toBe('paris/north')
})

test('in a narrow window the table is moved in its frame, which holds the names of its columns and rows', async () => {
  const page = await open('/agents', { viewport: { width: 1024, height: 600 } })
  const frame = page.locator('.table-scroll').filter({ has: page.locator('.report-table') })
  await page.locator('.report-table tbody tr').nth(12).waitFor()
  expect(await sticksOut(page)).toBe(false)
  expect(await page.locator('.table-frame[data-more]').count()).toBe(1)
  await frame.evaluate(element => element.scrollTo(150, 300))
  const gaps = await frame.evaluate(element => {
    const own = element.getBoundingClientRect()
    const column = element.querySelector('thead th:nth-child(4)')?.getBoundingClientRect()
    const row = element.querySelector('tbody tr:nth-child(9) th')?.getBoundingClientRect()
    return [(column?.top ?? -1) - own.top, (row?.left ?? -1) - own.left].map(Math.round)
  })
  expect(gaps).toEqual([0, 0])
  await frame.evaluate(element => element.scrollTo(element.scrollWidth, 0))
  await page.locator('.table-frame[data-more]').waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 1920, height: 900 })
  await page.locator('.table-scroll[data-wide]').waitFor({ state: 'detached' })
})
