import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pageTests } from '../testing/page-tests.ts'

const { open, server, expectNetworkErrors } = pageTests()
const said = 'The server has been upgraded.'

/** The page that an upgraded server gives out: only what looks for it sees it, so that a reload works. */
const upgrade = (page: Page) =>
  page.route('**/', (route, request) =>
    request.resourceType() === 'fetch'
      ? route.fulfill({
          contentType: 'text/html',
          body: '<script type="module" src="/assets/index-other.js"></script>',
        })
      : route.continue(),
  )

test('a page that is open while the server is upgraded says so once the connection is back, and loads itself when asked', async () => {
  expectNetworkErrors()
  const page = await open('/?site=paris')
  await page.locator('.data-status-live').waitFor()
  await upgrade(page)
  expect(await page.getByText(said).count()).toBe(0)
  server().cut(true)
  await page.locator('.data-status-lost').waitFor()
  server().cut(false)
  await page.getByText(said).waitFor()
  const reloaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Load it again' }).click()
  await reloaded
  expect(new URL(page.url()).search).toBe('?site=paris')
})

test('whoever comes back to a report is told, and nobody while the release is the same', async () => {
  const page = await open('/queues')
  await page.locator('.report-table').waitFor()
  const comeBack = async () => {
    const asked = page.waitForResponse(response => new URL(response.url()).pathname === '/')
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await asked
  }
  await comeBack()
  expect(await page.getByText(said).count()).toBe(0)
  await upgrade(page)
  await comeBack()
  await page.getByText(said).waitFor()
})

test('a wallboard loads itself anew, once', async () => {
  const page = await open('/?wallboard=1')
  await page.locator('.wall-agent').first().waitFor()
  await upgrade(page)
  let loads = 0
  page.on('load', () => loads++)
  const reloaded = page.waitForEvent('load')
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await reloaded
  await page.locator('.wall-agent').first().waitFor()
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.locator('.wall-agent').first().waitFor()
  expect(loads).toBe(1)
  expect(await page.getByText(said).count()).toBe(0)
})
