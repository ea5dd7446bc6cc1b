import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pageTests, patience } from '../testing/page-tests.ts'

const { open } = pageTests()
const soon = { timeout: patience }

const asked = (page: Page) => new URL(page.url()).search
const becomes = (page: Page, search: string) => expect.poll(() => asked(page), soon).toBe(search)
const queues = (page: Page) =>
  page.locator('.queue-table tbody tr').evaluateAll(rows => rows.map(row => row.getAttribute('data-queue')))

test('the order of the queues is in the address: it is there after loading again, and Back undoes it', async () => {
  const page = await open('/')
  const waiting = page.getByRole('columnheader', { name: 'Waiting' })
  await waiting.waitFor()
  const byName = await queues(page)
  await waiting.getByRole('button').click()
  await becomes(page, '?sort=-waiting')
  const byWaiting = await queues(page)
  expect(byWaiting).not.toEqual(byName)
  await page.reload()
  await waiting.waitFor()
  expect(await queues(page)).toEqual(byWaiting)
  expect(await waiting.getAttribute('aria-sort')).toBe('descending')
  await page.goBack()
  await becomes(page, '')
  await expect.poll(() => queues(page), soon).toEqual(byName)
})

test('which agents are shown is in the address, one choice a step; everybody is shown again by one press', async () => {
  const page = await open('/')
  const agents = page.getByRole('region', { name: 'Agents' })
  await agents.getByRole('button', { name: /^Paused/ }).click()
  await becomes(page, '?state=PAUSED')
  await agents.getByRole('combobox', { name: 'Sort by' }).selectOption('since')
  await becomes(page, '?state=PAUSED&order=since')
  const search = agents.getByRole('searchbox')
  await search.pressSequentially('nobody is called that')
  await becomes(page, '?state=PAUSED&order=since&who=nobody+is+called+that')
  await page.reload()
  expect(await search.inputValue()).toBe('nobody is called that')
  await agents.getByRole('button', { name: 'Show everybody' }).click()
  await becomes(page, '?order=since')
  await expect.poll(() => search.inputValue(), soon).toBe('')
  await page.goBack()
  await page.goBack()
  await becomes(page, '?state=PAUSED&order=since')
  expect(await agents.getByRole('button', { name: /^Paused/ }).getAttribute('aria-pressed')).toBe('true')
})
