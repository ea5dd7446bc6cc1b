import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { fakePerson, fakeToken } from '../testing/fake-server.ts'
import { pageTests, patience } from '../testing/page-tests.ts'

const { open, server, expectNetworkErrors } = pageTests()
const soon = { timeout: patience }

// The browser reports each refusal of the server.
beforeEach(expectNetworkErrors)

const cover = (page: Page) => page.getByRole('dialog', { name: 'Sign in again' })

async function signInAgain(page: Page, token = fakeToken): Promise<void> {
  await cover(page).getByLabel('Access token', { exact: true }).last().fill(token)
  await page.keyboard.press('Enter')
}

/** What a screen reader finds; Playwright itself does not look whether a dialog covers it. */
async function headingsHeard(page: Page): Promise<readonly string[]> {
  const browser = await page.context().newCDPSession(page)
  const { nodes } = await browser.send('Accessibility.getFullAXTree')
  return nodes.flatMap(({ ignored, role, name }) =>
    !ignored && role?.value === 'heading' ? [String(name?.value)] : [],
  )
}

test('a form that is half filled when the session ends is still there after signing in again, and is sent', async () => {
  const page = await open('/callbacks')
  await page.getByRole('button', { name: 'New request' }).click()
  const form = page.getByRole('dialog', { name: 'New request' })
  await form.getByLabel('Number', { exact: true }).fill('0587963214')
  await form.getByLabel('Last name').fill('Zola')
  await expect.poll(() => form.getByLabel('List').inputValue(), soon).toBe('leads')
  server().endSession()
  await cover(page).waitFor()
  await signInAgain(page)
  await cover(page).waitFor({ state: 'detached' })
  expect(await form.getByLabel('Last name').inputValue()).toBe('Zola')
  await form.getByRole('button', { name: 'Make the request' }).click()
  await page.getByRole('button', { name: 'Zola' }).waitFor()
})

test('what was sent when the session had ended is told not to have been done, and can be sent again', async () => {
  const page = await open('/configuration?view=document')
  await page.locator('.document-form textarea').fill('commands: []')
  server().endSession()
  await page.locator('.document-form button[type=submit]').click()
  await cover(page).waitFor()
  const typed = () => page.locator('.document-form textarea').inputValue()
  await signInAgain(page)
  await cover(page).waitFor({ state: 'detached' })
  expect(await typed()).toBe('commands: []')
  // What was asked on the way to the change was asked again by itself; the change itself is made by nobody but him.
  await page.locator('.document-form button[type=submit]:enabled').waitFor()
})

test('a form that is sent after the session has ended says that nothing was done, and does it when it is sent again', async () => {
  const page = await open('/callbacks')
  await page.getByRole('button', { name: 'New request' }).click()
  const form = page.getByRole('dialog', { name: 'New request' })
  await form.getByLabel('Number', { exact: true }).fill('0587963214')
  await form.getByLabel('Last name').fill('Zola')
  await expect.poll(() => form.getByLabel('List').inputValue(), soon).toBe('leads')
  // The cover may be there first: the form is sent all the same, as by somebody who pressed a moment earlier.
  server().endSession()
  await form.getByRole('button', { name: 'Make the request' }).dispatchEvent('click')
  await cover(page).waitFor()
  await signInAgain(page)
  await cover(page).waitFor({ state: 'detached' })
  await form.getByText('nothing was done').waitFor()
  expect(await page.getByRole('button', { name: 'Zola' }).count()).toBe(0)
  await form.getByRole('button', { name: 'Make the request' }).click()
  await page.getByRole('button', { name: 'Zola' }).waitFor()
})

test('nothing of the page can be read or reached behind the cover, which Escape does not take away', async () => {
  const page = await open('/queues')
  await page.locator('.report-table').waitFor()
  server().endSession()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await cover(page).waitFor()
  for (const times of [1, 2, 3]) await page.keyboard.press('Escape', { delay: times })
  await cover(page).waitFor()
  const { covers, isOpaque } = await cover(page).evaluate(dialog => {
    const { width, height } = dialog.getBoundingClientRect()
    const page = document.querySelector('.shell')?.getBoundingClientRect()
    const { backgroundColor, opacity } = getComputedStyle(dialog)
    const isOpaque = opacity === '1' && /^rgb\(/.test(backgroundColor)
    return { covers: page !== undefined && width >= page.width && height >= innerHeight, isOpaque }
  })
  expect([covers, isOpaque]).toEqual([true, true])
  expect(await headingsHeard(page)).toEqual(['Sign in again'])
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('.shell') === null)).toBe(true)
  }
})

test('a report that was asked for when the session had ended comes after signing in again', async () => {
  const page = await open('/queues')
  await page.locator('.report-table').waitFor()
  server().endSession()
  await page.getByRole('radio', { name: 'Yesterday' }).check()
  await cover(page).waitFor()
  await signInAgain(page)
  await cover(page).waitFor({ state: 'detached' })
  await page.locator('section[aria-labelledby=by-queue][aria-busy=false] .report-table').waitFor()
  expect(await page.locator('.error-notice, .notice-bad, [role=alert]').count()).toBe(0)
  expect(new URL(page.url()).search).toBe('?period=yesterday')
})

test('who signs in as somebody else begins anew', async () => {
  const page = await open('/callbacks')
  await page.getByRole('button', { name: 'Lists and parts of the day' }).waitFor()
  await page.evaluate(() => document.querySelector('.shell')?.setAttribute('data-of', 'the first'))
  server().endSession()
  await cover(page).waitFor()
  await cover(page).getByRole('radio', { name: 'Login and password' }).check()
  await cover(page).getByLabel('Login', { exact: true }).fill(fakePerson.login)
  await cover(page).getByLabel('Password', { exact: true }).fill(fakePerson.password)
  await page.keyboard.press('Enter')
  await cover(page).waitFor({ state: 'detached' })
  await page.locator('.callback-table').waitFor()
  expect(await page.locator('[data-of]').count()).toBe(0)
})

test('who has signed in again in another window need not do it here too', async () => {
  const page = await open('/callbacks')
  await page.locator('.callback-table').waitFor()
  await page.evaluate(() => document.querySelector('.shell')?.setAttribute('data-of', 'the first'))
  server().endSession()
  await cover(page).waitFor()
  await page.context().request.post(`${server().url}/session`, { data: { token: fakeToken } })
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await cover(page).waitFor({ state: 'detached' })
  expect(await page.locator('[data-of]').count()).toBe(1)
})

test('the board goes on being pushed, and French is said in French', async () => {
  const page = await open('/', { locale: 'fr-FR' })
  await page.getByTestId('board').waitFor()
  server().endSession()
  const dialog = page.getByRole('dialog', { name: 'Se reconnecter' })
  await dialog.getByText('Ce que vous faisiez est conservé').waitFor()
  await dialog.locator('input[name=token]').fill(fakeToken)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  for (const queue of server().world.queues) if (queue.queue === 'sales') queue.waiting = 77
  server().push()
  await page.locator('.queue-table [data-queue="paris/sales"]').getByText('77').waitFor()
})
