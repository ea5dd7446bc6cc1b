import { expect, test } from 'vitest'
import { callsInHistory } from '../testing/fake-calls.ts'
import { pageTests, patience } from '../testing/page-tests.ts'

const { open } = pageTests()
const soon = { timeout: patience }

test('older calls come page by page, until there are no more', async () => {
  const page = await open('/calls')
  const lines = page.locator('.call-table tbody tr')
  await expect.poll(() => lines.count(), soon).toBe(50)
  await page.getByRole('button', { name: 'Older calls' }).click()
  await expect.poll(() => lines.count(), soon).toBe(callsInHistory)
  await page.getByRole('button', { name: 'Older calls' }).waitFor({ state: 'detached' })
})

test('a filter stands in the address, and the file has the same one', async () => {
  const page = await open('/calls')
  await page.locator('.call-table').waitFor()
  await page.getByLabel('Outcome').selectOption('ABANDONED')
  await expect
    .poll(() => page.locator('.call-table .badge').allTextContents(), soon)
    .toSatisfy((texts: string[]) => texts.length > 0 && texts.every(text => text === 'Abandoned'))
  expect(new URL(page.url()).searchParams.get('outcome')).toBe('ABANDONED')
  const file = new URL((await page.getByRole('link', { name: 'CSV' }).getAttribute('href')) ?? '', page.url())
  expect(file.pathname).toBe('/calls.csv')
  expect(file.searchParams.getAll('outcomes')).toEqual(['ABANDONED'])
  const workbook = new URL((await page.getByRole('link', { name: 'XLSX' }).getAttribute('href')) ?? '', page.url())
  expect([workbook.pathname, workbook.searchParams.get('timeZone')]).toEqual(['/calls.xlsx', 'Europe/Paris'])
  expect(workbook.searchParams.getAll('outcomes')).toEqual(['ABANDONED'])
})

test('an address brings its filters with it, and one button takes them away', async () => {
  const page = await open('/calls?text=isabelle&direction=INBOUND&talkAtLeast=10')
  const lines = page.locator('.call-table tbody tr')
  await expect.poll(() => lines.count(), soon).toBe(callsInHistory / 2)
  expect(await page.getByLabel('Search').inputValue()).toBe('isabelle')
  await page.getByText('More filters (2)').click()
  expect(await page.getByLabel('Talk at least (s)').inputValue()).toBe('10')
  await page.getByRole('button', { name: 'Reset filters' }).click()
  await expect.poll(() => lines.count(), soon).toBe(50)
  expect(new URL(page.url()).search).toBe('')
  expect(await page.getByLabel('Search').inputValue()).toBe('')
})

test('what is typed is searched for, and nothing found says how to find more', async () => {
  const page = await open('/calls')
  await page.getByLabel('Search').fill('nobody')
  await page.getByText('No calls in this period').waitFor()
  await page.getByText('Fewer filters or a longer period show more.').waitFor()
})

test('a talk of which nobody knows the end has no length, which is not zero', async () => {
  const page = await open('/calls?outcome=UNTERMINATED')
  const line = page.locator('.call-table tbody tr').first()
  await line.getByText('End unknown').waitFor()
  expect(await line.locator('td').nth(6).textContent()).toBe('–')
})
