import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pageTests, patience } from '../testing/page-tests.ts'

const { open } = pageTests()
const soon = { timeout: patience }

const asked = (page: Page) => new URL(page.url()).search
const becomes = (page: Page, search: string) => expect.poll(() => asked(page), soon).toBe(search)

test('Back undoes one choice after the other, and Forward makes them again', async () => {
  const page = await open('/queues')
  await page.locator('.report-table').waitFor()
  await page.getByRole('radio', { name: 'Yesterday' }).check()
  await page.getByRole('combobox', { name: 'Service level' }).selectOption('SL2')
  await becomes(page, '?period=yesterday&level=SL2')
  await page.goBack()
  await becomes(page, '?period=yesterday')
  expect(await page.getByRole('combobox', { name: 'Service level' }).inputValue()).toBe('SL6')
  await page.goBack()
  await becomes(page, '')
  expect(await page.getByRole('radio', { name: 'Today' }).isChecked()).toBe(true)
  await page.goForward()
  await becomes(page, '?period=yesterday')
  await expect.poll(() => page.getByRole('radio', { name: 'Yesterday' }).isChecked(), soon).toBe(true)
})

test('what is typed is one step, and the field follows when it is gone back from', async () => {
  const page = await open('/calls')
  const text = page.getByLabel('Search', { exact: true })
  await page.locator('.call-table').waitFor()
  await text.pressSequentially('Dur')
  await becomes(page, '?text=Dur')
  await text.pressSequentially('and')
  await becomes(page, '?text=Durand')
  await page.goBack()
  await becomes(page, '')
  expect(await text.inputValue()).toBe('')
  await page.goForward()
  await becomes(page, '?text=Durand')
  await expect.poll(() => text.inputValue(), soon).toBe('Durand')
})

test('what is typed after it was chosen with Enter is another step, and leaving a field does not wait', async () => {
  const page = await open('/calls')
  const text = page.getByLabel('Search', { exact: true })
  await text.fill('Dur')
  await text.press('Enter')
  await becomes(page, '?text=Dur')
  await text.fill('Durand')
  await text.press('Tab')
  await becomes(page, '?text=Durand')
  await page.goBack()
  await becomes(page, '?text=Dur')
  await expect.poll(() => text.inputValue(), soon).toBe('Dur')
})

test('queues that are ticked one after the other are one choice', async () => {
  const page = await open('/queues')
  await page.getByText('All queues', { exact: true }).first().click()
  const boxes = page.locator('.range-picker .check-list input')
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await expect.poll(() => asked(page), soon).toMatch(/queues=.*%2C/)
  await page.goBack()
  await becomes(page, '')
})

test('a drill-down is closed by Back, and who has closed it himself is not led into it again', async () => {
  const page = await open('/queues')
  await page.getByRole('radio', { name: 'Yesterday' }).check()
  const row = page.locator('.report-table tbody .row-button').first()
  const drawer = page.getByRole('dialog')
  await row.click()
  await drawer.waitFor()
  await page.goBack()
  await drawer.waitFor({ state: 'detached' })
  await becomes(page, '?period=yesterday')
  await row.click()
  await drawer.waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await becomes(page, '?period=yesterday')
  await page.goBack()
  await becomes(page, '')
  expect(await drawer.count()).toBe(0)
})

test('from a call one gets back to the calls as they were looked for', async () => {
  const page = await open('/calls?outcome=ABANDONED&period=yesterday')
  await page.locator('.call-table tbody a').first().click()
  await page.locator('.call-timeline').first().waitFor()
  await page.getByRole('link', { name: '‹' }).click()
  await becomes(page, '?outcome=ABANDONED&period=yesterday')
  await page.locator('.call-table').waitFor()
})

test('the day of an agent that was turned to is in the address, until another period is chosen', async () => {
  const page = await open('/agents?period=yesterday')
  await page.locator('.state-strip svg').first().waitFor()
  const day = page.getByLabel('Day', { exact: true })
  const yesterday = await day.inputValue()
  await page.getByRole('button', { name: 'Day before' }).click()
  await expect.poll(() => day.inputValue(), soon).not.toBe(yesterday)
  expect(asked(page)).toBe(`?period=yesterday&day=${await day.inputValue()}`)
  await page.goBack()
  await expect.poll(() => day.inputValue(), soon).toBe(yesterday)
  await page.goForward()
  await page.getByRole('radio', { name: 'Today' }).check()
  await becomes(page, '?period=today')
})

const drawers = [
  ['/configuration?view=access', 'Issue a token', 'token'],
  ['/configuration?view=access', 'first administrator', 'token'],
  ['/configuration?view=access', 'Ana Pérez', 'person'],
  ['/configuration?view=access', 'New service', 'service'],
  ['/callbacks', 'New request', 'form'],
  ['/callbacks', 'Lists and parts of the day', 'form'],
  ['/', 'Act on Amélie Laurent', 'agent'],
] as const

test.each(drawers)('on %s “%s” is closed by Back, and the address leads there', async (path, name, inAddress) => {
  const page = await open(path)
  await page.getByRole('button', { name, exact: true }).click()
  const drawer = page.getByRole('dialog')
  await drawer.waitFor()
  const title = await drawer.getByRole('heading', { level: 2 }).textContent()
  const address = page.url()
  expect(new URL(address).searchParams.has(inAddress)).toBe(true)
  await page.goBack()
  await drawer.waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.has(inAddress)).toBe(false)
  await page.goto(address)
  await page.getByRole('dialog', { name: title ?? '' }).waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.has(inAddress)).toBe(false)
})
