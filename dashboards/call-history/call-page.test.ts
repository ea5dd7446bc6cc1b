import { expect, test } from 'vitest'
import { pageTests, patience } from '../testing/page-tests.ts'

const { open, server } = pageTests()
const soon = { timeout: patience }

test('a line of the list leads to its call, and back', async () => {
  const page = await open('/calls?outcome=ABANDONED')
  await page.locator('.call-table tbody a').first().click()
  await page.getByRole('heading', { name: 'What happened' }).waitFor()
  await page.goBack()
  await page.locator('.call-table').waitFor()
  expect(await page.getByLabel('Outcome').inputValue()).toBe('ABANDONED')
})

test('each party has a lane, and the steps are read with the arrow keys and as a list', async () => {
  const page = await open('/call?id=call-0')
  const timeline = page.locator('.call-timeline')
  await expect
    .poll(() => timeline.locator('.lane-name').allTextContents(), soon)
    .toEqual(['Henri Chevalier · caller', 'Alice Martin · called', 'Bruno Petit · called'])
  const svg = timeline.getByRole('img', { name: /one lane a party/ })
  await svg.press('ArrowRight')
  const readout = timeline.locator('.chart-readout')
  await expect.poll(() => readout.textContent(), soon).toContain('00:08 · In queue · Henri Chevalier · support')
  await svg.press('ArrowRight')
  await expect.poll(() => readout.textContent(), soon).toContain('00:02 · Ringing · Alice Martin')
  await timeline.getByText('As a list (8)').click()
  expect(await timeline.locator('.step-list li').count()).toBe(8)
})

test('bars say what they are and how long they took as far as there is room, and no label leaves its bar', async () => {
  const page = await open('/call?id=call-0')
  const labels = page.locator('.call-timeline .step-label')
  await expect.poll(() => labels.allTextContents(), soon).toContain('In queue support · 00:08')
  expect(await labels.allTextContents()).toContain('Conversation · 00:12')
  const sticking = () =>
    page.locator('.call-timeline g.step').evaluateAll(
      steps =>
        steps.filter(step => {
          const box = step.querySelector('.step-box')?.getBoundingClientRect()
          const label = step.querySelector('.step-label')?.getBoundingClientRect()
          return box && label && label.width > 0 && label.right > box.right
        }).length,
    )
  expect(await sticking()).toBe(0)
  await page.setViewportSize({ width: 400, height: 800 })
  await expect.poll(() => labels.allTextContents(), soon).not.toContain('In queue support · 00:08')
  expect(await sticking()).toBe(0)
  expect(await page.locator('.lane-joint').count()).toBe(2)
})

test('a step that is tapped stays read when the finger is lifted', async () => {
  const page = await open('/call?id=call-0', { hasTouch: true })
  const bar = page.locator('.call-timeline g.step-QUEUE .step-box')
  await bar.waitFor()
  await bar.scrollIntoViewIfNeeded()
  const box = await bar.boundingBox()
  if (!box) throw new Error('the queue is not drawn')
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  const readout = page.locator('.call-timeline .chart-readout')
  await expect.poll(() => readout.textContent(), soon).toContain('In queue · Henri Chevalier · support')
})

test('transfers, attached data and differences between sources are told in words', async () => {
  const page = await open('/call?id=call-0')
  const part = (name: string) => page.getByRole('region', { name })
  await part('Transfers').getByText('blind transfer to 3005 · by Alice Martin').waitFor()
  expect(await part('Attached data').textContent()).toContain('B-4711')
  const sources = part('Agreement of the sources')
  expect(await sources.locator('td').allTextContents()).toEqual(['00:08', '00:11', '–'])
  await sources.getByText('Talk comes from answers and hang-ups, not from bridges.').waitFor()
})

test('a figure of the call says what it counts', async () => {
  const page = await open('/call?id=call-0')
  await page.locator('.call-figures').getByRole('button', { name: 'Talk' }).hover()
  await expect.poll(() => page.getByRole('tooltip').textContent(), soon).toContain('through transfers')
})

test('the earlier calls of the customer lead from one to the other', async () => {
  const page = await open('/call?id=call-0')
  await page.getByRole('region', { name: 'Earlier calls of this number' }).locator('a').first().click()
  await expect.poll(() => new URL(page.url()).searchParams.get('id'), soon).toBe('call-1')
  await page.getByRole('heading', { name: 'Isabelle Mathieu › Alice Martin' }).waitFor()
})

test('the raw rows are shown to who may see them, and offered to nobody else', async () => {
  const page = await open('/call?id=call-0')
  await page.getByText('Raw rows').click()
  await page.getByText('1|c1.1|support|NONE|ENTERQUEUE').waitFor()
  server().setRole('supervisor')
  await page.reload()
  await page.locator('.call-timeline').waitFor()
  expect(await page.getByText('Raw rows').count()).toBe(0)
})

test('a call that is not there says why', async () => {
  const page = await open('/call?id=call-9999')
  await page.getByText('There is no such call').waitFor()
})

test('a visit of a queue leads to its call', async () => {
  const page = await open('/queues')
  await page.getByRole('button', { name: 'Complaints' }).press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Calls of Complaints' })
  await drawer.locator('tbody a').first().click()
  await page.getByRole('heading', { name: 'What happened' }).waitFor()
  expect(new URL(page.url()).searchParams.get('site')).toBe('paris')
})

test('a conversation in the day of an agent leads to its call', async () => {
  const page = await open('/agents?period=yesterday')
  await page.getByText(/As a list/).click()
  await page.locator('.state-list a', { hasText: 'Talking' }).first().click()
  await page.getByRole('heading', { name: 'What happened' }).waitFor()
  expect(new URL(page.url()).searchParams.get('uniqueId')).toBe('1795233312.12')
})

test('a printed call says what it is, of which site, and who printed it', async () => {
  const page = await open('/call?id=call-0')
  await page.locator('.call-timeline svg').first().waitFor()
  const head = page.locator('.print-head')
  expect(await head.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await head.isVisible()).toBe(true)
  const callId = (await page.locator('.call-head .mono').textContent()) ?? ''
  expect(callId).not.toBe('')
  expect(await head.textContent()).toContain(`Calls · ${callId}`)
  expect(await head.textContent()).toMatch(/Paris.*printed .* by first administrator/)
})
