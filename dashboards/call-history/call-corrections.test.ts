import { expect, test } from 'vitest'
import { pageTests, patience } from '../testing/page-tests.ts'

const { open, server } = pageTests()
const soon = { timeout: patience }

test('a call is excluded with its reason, which is seen before any figure, and is counted again', async () => {
  const page = await open('/call?id=call-3')
  await page.getByText('Exclude from the figures').first().click()
  await page.getByLabel('Reason').selectOption('DUPLICATE')
  await page.getByLabel('In words').fill('the same as the one before')
  await page.getByRole('button', { name: 'Exclude from the figures' }).click()
  const sign = page.getByRole('note')
  await expect.poll(() => sign.textContent(), soon).toContain('Excluded from the figures: duplicate')
  expect(await sign.textContent()).toContain('the same as the one before')
  expect(await sign.textContent()).toContain('by first administrator')
  await page.getByRole('button', { name: 'Count again' }).click()
  await sign.waitFor({ state: 'detached' })
})

test('the list leaves excluded calls out, and shows them alone when it is asked to', async () => {
  const page = await open('/call?id=call-4')
  await page.getByText('Exclude from the figures').first().click()
  await page.getByRole('button', { name: 'Exclude from the figures' }).click()
  await page.getByRole('note').waitFor()
  await page.goto(`${server().url}/calls?excluded=ONLY`)
  const lines = page.locator('.call-table tbody tr')
  await expect.poll(() => lines.count(), soon).toBe(1)
  expect(await lines.textContent()).toContain('Excluded from the figures: test')
  await page.goto(`${server().url}/queues`)
  const hint = page.getByTestId('excluded-hint')
  await hint.getByText('Without 1 call that was excluded from the figures.').waitFor()
  await hint.getByRole('link', { name: 'Show them' }).click()
  await expect.poll(() => lines.count(), soon).toBe(1)
  await page.getByText('More filters (1)').click()
  await page.getByLabel('Excluded calls').selectOption('WITHOUT')
  await expect.poll(() => lines.count(), soon).toBe(50)
})

test('a note and tags are written down; a tag leads to the calls that have it, and is removed', async () => {
  const page = await open('/call?id=call-5')
  const notes = page.getByRole('region', { name: 'Notes and tags' })
  await notes.getByLabel('New note').fill('Asked for a refund')
  await notes.getByLabel('New tags').fill('refund, vip')
  await notes.getByRole('button', { name: 'Write down' }).click()
  await notes.getByText('Asked for a refund').waitFor()
  await notes.getByRole('link', { name: 'refund' }).click()
  await expect.poll(() => page.locator('.call-table tbody tr').count(), soon).toBe(1)
  await page.goBack()
  await notes.getByRole('button', { name: 'Remove the tag vip' }).click()
  await notes.getByRole('link', { name: 'vip' }).waitFor({ state: 'detached' })
})

test('what the server refuses is said in its words, and what was typed stays', async () => {
  const page = await open('/call?id=call-6')
  await page.getByLabel('New note').fill('refuse me')
  await page.getByRole('button', { name: 'Write down' }).click()
  await page.getByRole('alert').getByText('this note is refused').waitFor()
  expect(await page.getByLabel('New note').inputValue()).toBe('refuse me')
})

test('who may not correct calls is offered nothing', async () => {
  const page = await open('/call?id=call-7')
  server().setRole('auditor')
  await page.reload()
  await page.locator('.call-timeline').waitFor()
  expect(await page.getByText('Exclude from the figures').count()).toBe(0)
  expect(await page.getByText('Notes and tags').count()).toBe(0)
})
