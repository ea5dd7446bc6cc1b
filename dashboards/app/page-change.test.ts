import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pageTests, patience } from '../testing/page-tests.ts'

const { open } = pageTests()
const soon = { timeout: patience }

const told = (page: Page) => page.getByTestId('page-change').textContent()
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

test('another page is told to a screen reader; the first one is told by its document', async () => {
  const page = await open('/queues')
  await page.locator('.report-table').waitFor()
  expect(await told(page)).toBe('')
  const link = page.getByRole('navigation').getByRole('link', { name: 'Calls' })
  await link.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => told(page), soon).toBe('Calls')
  expect(await link.evaluate(element => element === document.activeElement)).toBe(true)
  await page.goBack()
  await expect.poll(() => told(page), soon).toBe('Queues')
})

test('who follows a link that goes with its page stands at the beginning of the next one', async () => {
  const page = await open('/calls')
  const link = page.locator('.call-table a').first()
  await link.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(() => focused(page), soon).toBe('content')
})

test('a filter is no other page', async () => {
  const page = await open('/queues')
  await page.locator('.report-table').waitFor()
  await page.getByRole('radio', { name: 'Yesterday' }).check()
  await expect.poll(() => new URL(page.url()).search, soon).toBe('?period=yesterday')
  expect(await told(page)).toBe('')
})
