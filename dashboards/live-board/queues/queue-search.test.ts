import { expect, test } from 'vitest'
import { pageTests, patience, sticksOut } from '../../testing/page-tests.ts'

const { open, server } = pageTests()
const soon = { timeout: patience }

test('queues are looked for by any part of their names, the address remembers it, and nothing found offers the way back', async () => {
  const page = await open('/')
  const rows = page.locator('.queue-table tbody tr')
  await rows.first().waitFor()
  const all = await rows.count()
  const tile = page.locator('.tile-note').first()
  await page.getByRole('searchbox', { name: 'Queue…' }).fill('SUPPÔRT')
  await expect
    .poll(() => rows.locator('.queue-display-name').allTextContents(), soon)
    .toEqual(['Technical support', 'Technical support 2'])
  expect(await tile.textContent()).toBe('in 2 queues')
  await page.reload()
  await rows.first().waitFor()
  expect(await rows.count()).toBe(2)
  await page.getByRole('searchbox', { name: 'Queue…' }).fill('nothing is called that')
  await page.getByText('No queue matches').waitFor()
  await page.getByRole('button', { name: 'Show all queues' }).click()
  await expect.poll(() => rows.count(), soon).toBe(all)
  expect(await page.getByRole('searchbox', { name: 'Queue…' }).inputValue()).toBe('')
})

test('a site is named beside a queue where there are several, and not where one was chosen; recordings come last', async () => {
  const page = await open('/')
  const rows = page.locator('.queue-table tbody tr')
  await rows.first().waitFor()
  await page.locator('[data-queue="paris/sales"]').getByText('Paris').waitFor()
  expect(await rows.last().getAttribute('data-queue')).toBe('lab/billing2')
  await page.getByRole('radio', { name: 'Paris' }).check()
  await expect.poll(() => rows.count(), soon).toBe(8)
  expect(await rows.getByText('Paris').count()).toBe(0)
})

test('figures of staffing with two digits each stand apart from the next sign, within their column', async () => {
  const page = await open('/', { viewport: { width: 1100, height: 800 } })
  const row = page.locator('[data-queue="paris/sales"]')
  await row.waitFor()
  const sales = server().world.queues.find(({ queue }) => queue === 'sales')
  if (!sales) throw new Error('no queue sales')
  Object.assign(sales, {
    availableAgents: 28,
    ringingAgents: 12,
    talkingAgents: 45,
    wrapUpAgents: 31,
    pausedAgents: 17,
    loggedAgents: 133,
  })
  server().push()
  await row.getByTitle('Talking').getByText('45').waitFor()
  const boxes = await row.locator('.staffing li').evaluateAll(items =>
    items.map(item => {
      const figure = document.createRange()
      if (item.lastChild) figure.selectNode(item.lastChild)
      return { left: item.getBoundingClientRect().left, right: figure.getBoundingClientRect().right }
    }),
  )
  expect(boxes).toHaveLength(5)
  for (const [place, box] of boxes.slice(1).entries()) expect(box.left).toBeGreaterThan(boxes[place]?.right ?? Infinity)
  const end = await row
    .locator('td')
    .nth(3)
    .evaluate(cell => cell.getBoundingClientRect().right)
  expect(boxes.at(-1)?.right).toBeLessThanOrEqual(end)
})

test('a page of 1024 pixels shows the last column without being moved sideways', async () => {
  const page = await open('/', { viewport: { width: 1024, height: 800 }, locale: 'fr-FR' })
  await page.locator('.queue-table tbody tr').first().waitFor()
  const table = page.locator('.live-board .table-scroll').first()
  expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  expect(await sticksOut(page)).toBe(false)
})

test.each([1024, 1280, 1440])('the figures of all tiles stand on one line at %d pixels, in French too', async width => {
  const page = await open('/', { viewport: { width, height: 800 }, locale: 'fr-FR' })
  await page.locator('.tile-value').nth(4).waitFor()
  const tops = await page
    .locator('.tile-value')
    .evaluateAll(values => values.map(value => Math.round(value.getBoundingClientRect().top)))
  expect(new Set(tops).size).toBe(1)
})

test.each([1024, 1280, 1440])('no name of a column is cut at %d pixels, in French too', async width => {
  for (const locale of ['en-GB', 'fr-FR']) {
    const page = await open('/', { viewport: { width, height: 800 }, locale })
    await page.locator('.queue-table tbody tr').first().waitFor()
    // A scroll bar, which a browser without a window does not draw.
    await page.locator('body').evaluate(body => (body.style.paddingInlineEnd = '15px'))
    const cut = await page.locator('.queue-table thead th').evaluateAll(cells =>
      cells
        .filter(cell => {
          const own = cell.getBoundingClientRect()
          return [...cell.querySelectorAll('button')].some(name => {
            const { left, right } = name.getBoundingClientRect()
            return left < own.left - 0.5 || right > own.right + 0.5
          })
        })
        .map(({ textContent }) => textContent),
    )
    expect(cut).toEqual([])
  }
})
