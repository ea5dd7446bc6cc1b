import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fakeToken } from '../testing/fake-server.ts'
import { pageTests } from '../testing/page-tests.ts'

const { open, server, expectNetworkErrors } = pageTests()

test('the link of the first run signs in, and its token leaves the address bar', async () => {
  const page = await open(`/?site=paris#token=${fakeToken}`, { signedIn: false })
  await page.getByTestId('board').waitFor()
  expect(page.url()).toBe(`${server().url}/?site=paris`)
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]))
  expect(kept).not.toContain(fakeToken)
})

test('a wrong token is told, and the right one opens the board', async () => {
  expectNetworkErrors()
  const page = await open('/', { signedIn: false })
  await page.getByLabel('Access token').fill('rl_mistyped')
  await page.getByRole('button', { name: 'Sign in' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('This token is not valid')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('token')
  await page.keyboard.type(fakeToken)
  await page.keyboard.press('Enter')
  await page.getByTestId('board').waitFor()
})

test('a link with an expired token says so instead of showing an empty board', async () => {
  expectNetworkErrors()
  const page = await open('/#token=rl_expired', { signedIn: false })
  expect(await page.getByRole('alert').textContent()).toContain('revoked or has expired')
})

test('a session that ends asks to sign in again and says why', async () => {
  expectNetworkErrors()
  const page = await open('/')
  await page.getByTestId('board').waitFor()
  server().endSession()
  expect(await page.getByRole('alert').textContent()).toContain('Your session has ended')
})

test('a page that was opened before the server answers goes on by itself', async () => {
  expectNetworkErrors()
  const page = await open('/', {
    before: () => {
      const fetch = window.fetch.bind(window)
      const brokenUntil = performance.now() + 1500
      window.fetch = (...args) =>
        performance.now() < brokenUntil ? Promise.reject(new TypeError('refused')) : fetch(...args)
    },
  })
  expect(await page.getByRole('alert').textContent()).toContain('The server does not answer')
  await page.getByTestId('board').waitFor()
})

test('signing out leads to the sign-in page, and a reload stays there', async () => {
  expectNetworkErrors()
  const page = await open('/')
  await signOut(page)
  await page.reload()
  await page.getByLabel('Access token').waitFor()
})

test('who signs out while the socket is being opened is not followed by its refusal', async () => {
  expectNetworkErrors()
  server().stall(true)
  const page = await open('/', { signedIn: false })
  const opening = page.waitForEvent('websocket')
  await page.getByLabel('Access token').fill(fakeToken)
  await page.keyboard.press('Enter')
  const socket = await opening
  await signOut(page)
  const closed = socket.waitForEvent('close')
  server().stall(false)
  await closed
  await page.getByLabel('Access token').waitFor()
})

test('who signs out while the server is away is not followed by the attempts to reach it', async () => {
  expectNetworkErrors()
  const page = await open('/')
  await page.getByTestId('board').waitFor()
  await page.clock.install()
  server().cut(true)
  await page.getByText(/next attempt in/).waitFor()
  await signOut(page)
  // Longer than the longest pause between two attempts: the one that is due finds that nobody waits for it.
  await page.clock.runFor(5500)
})

async function signOut(page: Page): Promise<void> {
  await page.getByLabel('Settings').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('Access token').waitFor()
}
