import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { pageTests, patience } from '../testing/page-tests.ts'
import { printedSchema } from '../testing/printed-schema.ts'

const { open, server } = pageTests()
const soon = { timeout: patience }

async function argumentsOf(field: string): Promise<readonly string[]> {
  const fields = (await printedSchema()).getQueryType()?.getFields() ?? {}
  return fields[field]?.args.map(({ name }) => name) ?? []
}

test('the file holds what the table shows, in the units of the API', async () => {
  const page = await open('/queues')
  const line = page.locator('.report-table tbody tr').filter({ hasText: 'Complaints' })
  await line.waitFor()
  const offered = await line.locator('td').first().textContent()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^queues_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_Europe-Paris\.csv$/)
  const [header = '', ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
  expect(header.replace('\uFEFF', '').split(',').slice(0, 4)).toEqual(['site', 'queue', 'offered', 'answered'])
  expect(lines).toHaveLength(server().world.queues.length)
  const complaints = lines.find(each => each.startsWith('paris,complaints,'))?.split(',') ?? []
  expect(complaints[2]).toBe(offered?.replace(/\D/g, ''))
  expect(complaints).toHaveLength(header.split(',').length)
})

test('the workbook has the columns of the table by the same questions, also those of the chart and of the hours', async () => {
  const page = await open('/queues?level=SL2&within=30&interval=HOUR')
  await page.locator('.report-table tbody tr').first().waitFor()
  for (const region of ['By queue', 'per hour', 'By hour and day']) {
    const link = page.getByRole('region', { name: new RegExp(region) }).getByRole('link', { name: 'XLSX' })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toBe('queue-statistics.xlsx')
  }
  const known = await argumentsOf('queueStatistics')
  const asked = server().workbooks
  for (const { pathname, searchParams } of asked) {
    expect(pathname).toBe('/queue-statistics.xlsx')
    expect(Object.fromEntries(searchParams)).toMatchObject({
      timeZone: 'Europe/Paris',
      openingHours: 'ALL',
      formula: 'SL2',
      thresholdSeconds: '30',
    })
    const more = ['from', 'to', 'column', 'formula', 'thresholdSeconds']
    expect([...searchParams.keys()].filter(name => !known.includes(name) && !more.includes(name))).toEqual([])
  }
  expect(asked.map(({ searchParams }) => searchParams.get('interval'))).toEqual([null, 'HOUR', null])
  expect(asked[0]?.searchParams.getAll('column').slice(0, 4)).toEqual(['site', 'queue', 'offered', 'answered'])
  expect(asked[2]?.searchParams.getAll('groupBy')).toEqual(['DAY_OF_WEEK', 'HOUR_OF_DAY'])
})

test('a queue to which nothing came stands back until it is asked for, in the file too', async () => {
  const { queues } = server().world
  for (const queue of queues.filter(({ queue }) => queue === 'complaints')) Object.assign(queue.today, { answered: 0 })
  const page = await open('/queues?period=yesterday')
  const rows = page.locator('.report-table tbody tr')
  await rows.first().waitFor()
  const idle = queues.filter(({ queue }) => queue === 'complaints').length
  expect(await rows.count()).toBe(queues.length - idle)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).click(),
  ])
  const [, ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
  expect(lines).toHaveLength(queues.length - idle)
  await page.getByLabel(`Also ${idle} without calls`).check()
  await expect.poll(() => rows.count(), soon).toBe(queues.length)
})

test('a report says how old the newest event behind it is, and goes on saying it', async () => {
  const page = await open('/queues')
  const age = page.getByTestId('report-age').locator('.elapsed')
  const before = await age.textContent()
  expect(before).toMatch(/^\d\d:\d\d$/)
  await expect.poll(() => age.textContent(), soon).not.toBe(before)
})

test('figures that add up are told with a green sign, others with a red one and the queue', async () => {
  const page = await open('/queues')
  const badge = page.getByTestId('reconciliation')
  await badge.getByText(/Reconciled: [\d,]+ calls/).waitFor()
  server().setDifference(2)
  await page.reload()
  await badge.getByText('Not reconciled: 1 queue').waitFor()
  await badge.getByRole('button').hover()
  await expect.poll(() => page.getByRole('tooltip').textContent(), soon).toContain('paris/sales: +2')
})

test('a queue opens its calls, and a call the rows that the PBX wrote', async () => {
  const page = await open('/queues')
  await page.getByRole('button', { name: 'Complaints' }).press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Calls of Complaints' })
  await drawer.locator('.badge', { hasText: 'Abandoned' }).first().waitFor()
  await drawer.getByRole('button', { name: 'Raw rows' }).first().click()
  await drawer.getByText('|sales|NONE|ENTERQUEUE||0612345678|1').waitFor()
  await drawer.getByLabel('Outcome').selectOption('TIMEOUT')
  await expect
    .poll(() => drawer.locator('.badge').allTextContents(), soon)
    .toSatisfy((texts: string[]) => texts.every(text => text === 'Timed out'))
  await page.goto(page.url())
  await drawer.locator('.badge').first().waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.has('visits')).toBe(false)
})

test('who may not see raw rows is not offered them', async () => {
  server().setRole('analyst')
  const page = await open('/queues')
  await page.getByRole('button', { name: 'Complaints' }).click()
  await page.getByRole('dialog').locator('.badge', { hasText: 'Abandoned' }).first().waitFor()
  expect(await page.getByRole('button', { name: 'Raw rows' }).count()).toBe(0)
})

test('figures and the calls behind them are cut to the hours in which queues were open, and the address remembers it', async () => {
  const page = await open('/queues')
  const offered = page.locator('.report-table tbody tr').filter({ hasText: 'Complaints' }).locator('td').first()
  const all = Number((await offered.textContent())?.replace(/\D/g, ''))
  await page.getByLabel('Hours').selectOption('CLOSED')
  await expect.poll(async () => Number((await offered.textContent())?.replace(/\D/g, '')), soon).toBeLessThan(all / 2)
  expect(new URL(page.url()).searchParams.get('hours')).toBe('CLOSED')
  await page.getByRole('button', { name: 'Complaints' }).click()
  await page.getByRole('dialog').locator('.badge', { hasText: 'Abandoned' }).first().waitFor()
})

test('a report is compared with earlier days: each figure, each interval, and the address remembers it', async () => {
  const page = await open('/queues?period=yesterday')
  const tiles = page.locator('.tiles')
  await page.locator('.interval-chart rect').first().waitFor()
  expect(await page.locator('.chart-compared').count()).toBe(0)
  await page.getByLabel('Compare with').selectOption('week before')
  await expect.poll(() => page.locator('.chart-frame .chart-compared').count(), soon).toBe(24)
  await expect.poll(() => tiles.locator('.tile-compared').count(), soon).toBe(5)
  const [offered = '', , , level = ''] = await tiles.locator('.tile-compared').allTextContents()
  expect(offered).toMatch(/^[+−][\d.]+% from [\d,]+$/)
  expect(level).toMatch(/^[+−][\d.]+ points from [\d.]+%$/)
  expect(new URL(page.url()).searchParams.get('compare')).toBe('week')
  await page.getByRole('img', { name: /Calls/ }).first().focus()
  await page.keyboard.press('Home')
  await page.getByText(/· compared: \d+ offered \(/).waitFor()
  await page.reload()
  await expect.poll(() => tiles.locator('.tile-compared').count(), soon).toBe(5)
})

test('a name of a hundred letters takes lines, and not the room of the figures', async () => {
  const long =
    'After-sales service of household appliances and multimedia for professional customers and large accounts'
  Object.assign(server().world.queues[0] ?? {}, { queueDisplayName: long })
  const page = await open('/queues?period=yesterday')
  const name = page.getByRole('rowheader', { name: /After-sales/ })
  await name.waitFor()
  const { width = 0, height = 0 } = (await name.boundingBox()) ?? {}
  expect(width).toBeLessThan(400)
  expect(height).toBeGreaterThan(60)
  const other = await page.getByRole('button', { name: 'Billing and invoices', exact: true }).boundingBox()
  expect(other?.height).toBeLessThan(30)
})

test('a finger reads an interval of the chart, which stays read until something else is pressed', async () => {
  const page = await open('/queues?period=yesterday', { hasTouch: true })
  const chart = page.locator('.chart-frame svg')
  await chart.locator('rect').first().waitFor()
  await chart.scrollIntoViewIfNeeded()
  const box = await chart.boundingBox()
  if (!box) throw new Error('the chart is not drawn')
  const readout = page.locator('.interval-chart .chart-readout')
  await page.touchscreen.tap(box.x + box.width / 2, box.y + 150)
  await expect.poll(() => readout.textContent(), soon).toMatch(/1[12]:00–1[23]:00: \d+ offered/)
  await page.getByRole('heading', { level: 1 }).tap()
  await expect.poll(() => readout.textContent(), soon).toMatch(/^Point at an interval/)
})

test('a printed report is headed by what it is about, who printed it and when', async () => {
  const page = await open('/queues?period=yesterday&queues=paris%2Fcomplaints%2Cparis%2Fsales')
  await page.locator('.report-table tfoot').waitFor()
  const head = page.locator('.print-head')
  expect(await head.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await head.isVisible()).toBe(true)
  expect(await head.textContent()).toMatch(
    /^Ringledger · Queues\d{4}-\d\d-\d\d · Europe\/Paris · Parisprinted \d{4}-\d\d-\d\d \d\d:\d\d by first administrator$/,
  )
})

test('period and interval stand in the address, and come back from it', async () => {
  const page = await open('/queues')
  await page.getByRole('radio', { name: 'Last 7 days' }).check()
  await page.getByLabel('Interval', { exact: true }).selectOption('DAY')
  await page.getByRole('heading', { name: 'Calls per day' }).waitFor()
  const address = new URL(page.url())
  expect(address.searchParams.get('period')).toBe('week')
  expect(address.searchParams.get('interval')).toBe('DAY')
  await page.reload()
  await page.getByRole('heading', { name: 'Calls per day' }).waitFor()
})

test('the chart is read out with the arrow keys', async () => {
  const page = await open('/queues?period=yesterday')
  await page.locator('.interval-chart svg').focus()
  await page.keyboard.press('Home')
  await expect.poll(() => page.locator('.chart-readout').textContent(), soon).toMatch(/00:00–01:00: \d+ offered/)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.locator('.chart-readout').textContent(), soon).toMatch(/01:00–02:00: \d+ offered/)
})

test('the night in which the clock goes back is marked on the chart, and its day has no other mark', async () => {
  const page = await open('/queues?period=custom&from=2026-10-25&to=2026-10-25&interval=HOUR&zone=Europe/Paris')
  await page.locator('.interval-chart svg').waitFor()
  expect(await page.locator('.chart-clock-change text').allTextContents()).toEqual(['−1 h'])
  await page.locator('.interval-chart svg').focus()
  await page.keyboard.press('Home')
  for (const name of ['01:00–02:00', '02:00–02:00 (GMT+02:00)', '02:00–03:00 (GMT+01:00)']) {
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.locator('.chart-readout').textContent(), soon).toContain(name)
  }
})

test('the hour that has not ended is drawn hollow, and said to be what came so far', async () => {
  const page = await open('/queues?period=today&interval=HOUR')
  await page.locator('.legend').getByText('so far').waitFor()
  const chart = page.locator('.interval-chart svg')
  await chart.focus()
  await page.keyboard.press('Home')
  const readout = page.locator('.chart-readout')
  await expect
    .poll(async () => {
      const text = (await readout.textContent()) ?? ''
      if (!text.includes('so far')) await page.keyboard.press('ArrowRight')
      return text
    }, soon)
    .toMatch(/\(so far\): \d+ offered/)
  await page.goto(`${new URL(page.url()).origin}/queues?period=yesterday&interval=HOUR`)
  await page.locator('.interval-chart svg').waitFor()
  expect(await page.locator('.bar-ongoing').count()).toBe(0)
})

test('a report that fails says why and can be asked again', async () => {
  const page = await open('/queues')
  await page.locator('.report-table').waitFor()
  let broken = true
  await page.route('**/graphql', route =>
    broken && route.request().postData()?.includes('QueueReport')
      ? route.fulfill({ json: { errors: [{ message: 'The database does not answer.' }] } })
      : route.continue(),
  )
  await page.getByRole('button', { name: 'Refresh' }).click()
  await page.getByText('The database does not answer.').waitFor()
  broken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('The database does not answer.').waitFor({ state: 'detached' })
})

test('among many queues one is looked for by a part of its name, and those that are ticked stay in sight', async () => {
  const { queues } = server().world
  queues.push(
    ...queues.map(queue => ({ ...queue, queue: `${queue.queue}-2`, queueDisplayName: `${queue.queue} Lyon` })),
  )
  const page = await open('/queues?queues=paris/sales')
  await page.locator('.report-table').waitFor()
  await page.locator('.range-picker summary').click()
  const boxes = page.locator('.range-picker .check-list label')
  const all = await boxes.count()
  expect(all).toBeGreaterThan(12)
  await page.getByPlaceholder('Look for…').fill('BILLING')
  await expect.poll(() => boxes.count(), soon).toBeLessThan(all)
  expect(await boxes.allTextContents()).toEqual(expect.arrayContaining([expect.stringMatching(/^Sales \(/)]))
  await boxes.filter({ hasText: 'Billing' }).first().click()
  await expect.poll(() => new URL(page.url()).searchParams.get('queues'), soon).toMatch(/^paris\/sales,.*billing/)
  await page.getByRole('heading', { name: 'Queues', exact: true }).click()
  await boxes.first().waitFor({ state: 'hidden' })
})
