import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pageTests, sticksOut } from '../testing/page-tests.ts'

const { open, expectNetworkErrors } = pageTests()

const pages = [
  ['/', '.queue-card, .queue-table'],
  ['/queues', '.report-table'],
  ['/agents?period=yesterday', '.state-strip svg'],
  ['/calls', '.call-table'],
  ['/call?id=call-0', '.call-timeline svg'],
  ['/callbacks', '.callback-table'],
  ['/configuration', '.object-table'],
  ['/configuration?view=history', '.changes'],
  ['/configuration?view=files&file=queues.conf', '.file-text pre'],
  ['/configuration?view=pending', '.changes'],
  ['/configuration?view=document', '.document-form'],
  ['/configuration?view=access', '.access-table'],
  ['/health', '.decision-table'],
] as const

test.each(pages)('%s fits a window of 360 pixels', async (path, ready) => {
  const page = await open(path, { viewport: { width: 360, height: 740 } })
  await page.locator(ready).first().waitFor()
  expect(await sticksOut(page)).toBe(false)
})

test.each([768, 820, 1024])('the bar of the page fits a tablet of %i pixels, in French too', async width => {
  const page = await open('/health', { locale: 'fr-FR', viewport: { width, height: 1180 } })
  await page.locator('.decision-table').waitFor()
  expect(await sticksOut(page)).toBe(false)
  const right = await page.getByLabel('Réglages').evaluate(menu => menu.getBoundingClientRect().right)
  expect(right).toBeLessThanOrEqual(width)
  const overlaps = await page
    .locator('.top-bar')
    .evaluate(bar =>
      [...bar.children].some(
        (child, place) =>
          place > 0 &&
          child.getBoundingClientRect().left < (bar.children[place - 1]?.getBoundingClientRect().right ?? 0) - 1,
      ),
    )
  expect(overlaps).toBe(false)
})

test.each(['/queues', '/agents'])(
  'the printed table of %s fits an A4 sheet, with its total in the last line',
  async path => {
    const page = await open(`${path}?period=yesterday`, { viewport: { width: 703, height: 1000 } })
    const table = page.locator('.report-table')
    await table.locator('tfoot').waitFor()
    await page.emulateMedia({ media: 'print' })
    const widthOf = (of: Locator) => of.evaluate(one => one.getBoundingClientRect().width)
    expect((await widthOf(table)) - (await widthOf(table.locator('..')))).toBeLessThan(0.5)
    const tops = await table
      .locator('tfoot tr > *')
      .evaluateAll(cells => new Set(cells.map(cell => Math.round(cell.getBoundingClientRect().top))).size)
    expect(tops).toBe(1)
  },
)

test('what is pressed is high enough for a finger, and its line stays as high as it was', async () => {
  const lineHeights = async (page: Page) => (await page.locator('.report-table tbody tr').first().boundingBox())?.height
  const atDesk = await open('/queues')
  await atDesk.locator('.report-table tbody tr').first().waitFor()
  const viewport = { width: 1440, height: 900 }
  const page = await open('/queues', { viewport, hasTouch: true, isMobile: true })
  const name = page.locator('.tile .explain').first()
  await name.waitFor()
  await page.locator('.report-table tbody tr').first().waitFor()
  const low = await page
    .locator('.page .button:visible, .page select:visible, .page .segmented span:visible')
    .evaluateAll(all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.textContent))
  expect(low).toEqual([])
  expect(await lineHeights(page)).toBe(await lineHeights(atDesk))
  const reach = await name.evaluate(button => {
    button.scrollIntoView({ block: 'center' })
    const { left, top } = button.getBoundingClientRect()
    return document.elementFromPoint(left + 5, top - 9) === button
  })
  expect(reach).toBe(true)
})

test('all the ways to go fit under the thumb, in French too', async () => {
  const page = await open('/health', { locale: 'fr-FR', viewport: { width: 360, height: 740 } })
  const navigation = page.locator('.navigation')
  await navigation.waitFor()
  expect(await navigation.getByRole('link').count()).toBe(7)
  expect(
    await navigation
      .locator('a > span')
      .evaluateAll(names => names.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length),
    'names that are cut',
  ).toBe(0)
  expect(await navigation.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  const ends = await navigation
    .getByRole('link')
    .evaluateAll(links => links.map(link => link.getBoundingClientRect().right))
  expect(Math.max(...ends)).toBeLessThanOrEqual(360)
})

test.each(pages)('%s is in French and dark when the browser is', async (path, ready) => {
  const page = await open(path, { locale: 'fr-FR', colorScheme: 'dark' })
  await page.locator(ready).first().waitFor()
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(
    ['fr', 'dark'],
  )
  expect(await page.locator('.navigation').textContent()).toContain('Tableau en direct')
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(13, 16, 21)')
  const breaks = (await page.locator('main').innerText()).match(/.* [:;?!»](?= |$)/gm)
  expect(breaks, 'spaces at which a line could begin with a punctuation mark').toBeNull()
})

test('the demonstration, which the program has named, is named in the language of who reads', async () => {
  const page = await open('/', { locale: 'fr-FR' })
  await page.getByRole('radio', { name: 'Démonstration' }).waitFor()
  expect(await page.getByRole('radio', { name: 'Paris' }).count()).toBe(1)
})

test('language and appearance can be switched, and stay so', async () => {
  const page = await open('/')
  await page.getByLabel('Settings').click()
  await page.getByRole('radio', { name: 'Français' }).check()
  await page.getByRole('radio', { name: 'Sombre' }).check()
  await page.reload()
  await page.getByRole('heading', { name: 'Tableau en direct' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['ringledger.settings'])
})

test('the pages are reached with the keyboard, and the address follows', async () => {
  const page = await open('/')
  await page.getByTestId('board').waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
  await page.getByRole('link', { name: 'Health' }).press('Enter')
  await page.getByRole('heading', { name: 'Read models' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/health')
  expect(await page.title()).toBe('Health · Ringledger')
  await page.goBack()
  await page.getByTestId('board').waitFor()
})

test('an address that is no page leads back to the board', async () => {
  const page = await open('/nowhere')
  await page.getByText('There is no such page').waitFor()
  await page.getByRole('link', { name: 'Go to the live board' }).click()
  await page.getByTestId('board').waitFor()
})

test('a wallboard has nothing to press and nothing to scroll', async () => {
  const page = await open('/?wallboard=1', { viewport: { width: 1920, height: 1080 } })
  await page.locator('.wall-agent').first().waitFor()
  await page.locator('.wall-row[data-queue]').first().waitFor()
  expect(await page.locator('nav, select, input, summary, .button').count()).toBe(0)
  expect(await sticksOut(page)).toBe(false)
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true)
})

test('a page whose files are gone after an update loads itself anew, and says so when that does not help', async () => {
  expectNetworkErrors()
  const page = await open('/')
  await page.getByTestId('board').waitFor()
  await page.route('**/assets/health-page-*', route => route.fulfill({ status: 404 }))
  const reloaded = page.waitForEvent('load')
  await page.getByRole('link', { name: 'Health' }).click()
  await reloaded
  await page.getByText('This page has failed').waitFor()
  await page.unroute('**/assets/health-page-*')
  await page.getByRole('button', { name: 'Load it again' }).click()
  await page.getByRole('heading', { name: 'Read models' }).waitFor()
})

test('a printed board is light and has its agents, and a printed report says what was asked for', async () => {
  const page = await open('/', { colorScheme: 'dark' })
  await page.locator('.agent-card').last().waitFor({ state: 'attached' })
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--card'))).toMatch(
    /^#fff/,
  )
  const last = page.locator('.agent-card').last()
  expect(await last.evaluate(card => getComputedStyle(card).contentVisibility)).toBe('visible')
  await page.goto(`${new URL(page.url()).origin}/queues?period=yesterday`)
  await page.locator('.report-table').waitFor()
  expect(await page.getByText('Yesterday').isVisible()).toBe(true)
  expect(await page.getByText('Today').isVisible()).toBe(false)
  expect(await page.getByLabel('Time zone').isVisible()).toBe(true)
  expect(await page.getByRole('button', { name: 'Refresh' }).isVisible()).toBe(false)
})
