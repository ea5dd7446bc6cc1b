import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { fakePerson, fakeToken } from '../testing/fake-server.ts'
import { pageTests } from '../testing/page-tests.ts'

const { open, server, expectNetworkErrors } = pageTests()

test('the link of the first run signs in, and its token leaves the address bar', async () => {
  const page = await open(`/?site=paris#token=${fakeToken}`, { signedIn: false })
  await page.getByTestId('board').waitFor()
  expect(page.url()).toBe(`${server().url}/?site=paris`)
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]))
  expect(kept).not.toContain(fakeToken)
})

test('who has not signed in yet is asked to, and the console of the browser stays empty', async () => {
  const page = await open('/', { signedIn: false })
  await page.getByLabel('Password', { exact: true }).waitFor()
})

test('a wrong token is told, and the right one opens the board', async () => {
  expectNetworkErrors()
  const page = await open('/', { signedIn: false })
  await chooseToken(page)
  await tokenField(page).fill('rl_mistyped')
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
  await page.getByRole('dialog').getByText('your session has ended').waitFor()
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
  await page.getByLabel('Password', { exact: true }).waitFor()
})

test('who signs out while the socket is being opened is not followed by its refusal', async () => {
  expectNetworkErrors()
  server().stall(true)
  const page = await open('/', { signedIn: false })
  const opening = page.waitForEvent('websocket')
  await chooseToken(page)
  await tokenField(page).fill(fakeToken)
  await page.keyboard.press('Enter')
  const socket = await opening
  await signOut(page)
  const closed = socket.waitForEvent('close')
  server().stall(false)
  await closed
  await page.getByLabel('Password', { exact: true }).waitFor()
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
  await page.getByLabel('Password', { exact: true }).waitFor()
}

const chooseToken = (page: Page) => page.getByRole('radio', { name: 'Access token' }).check()

const tokenField = (page: Page) => page.locator('input[name=token]')

async function signInAs(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Login', { exact: true }).fill(login)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

/** Of who is not signed in the browser says that he was asked for it. */
function signedOut(options: { readonly locale?: string } = {}): Promise<Page> {
  expectNetworkErrors()
  return open('/', { signedIn: false, ...options })
}

describe('a person', () => {
  test('signs in with login and password, and the page says who he is', async () => {
    server().setRole('supervisor')
    const page = await signedOut()
    await signInAs(page, fakePerson.login, fakePerson.password)
    await page.getByTestId('board').waitFor()
    await page.getByLabel('Settings').click()
    const shown = (await page.locator('.signed-in-as').textContent()) ?? ''
    expect(shown).toContain('Sarah Doe')
    expect(shown).toContain('s.doe@paris · Supervisor')
    const box = await page.locator('.menu-panel', { has: page.locator('.signed-in-as') }).boundingBox()
    expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(1440)
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]))
    expect(kept).not.toContain(fakePerson.password)
  })

  test('is told that the password is wrong, and says the site where the login is there at several', async () => {
    const page = await signedOut()
    await signInAs(page, fakePerson.login, 'secret13')
    expect(await page.getByRole('alert').textContent()).toContain('nobody with this login and password')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password')
    await signInAs(page, 'twice', fakePerson.password)
    await page.getByLabel('Site').fill('paris')
    expect(await page.getByRole('alert').textContent()).toContain('several sites')
    await page.keyboard.press('Enter')
    await page.getByTestId('board').waitFor()
  })

  test('reads it in French', async () => {
    const page = await signedOut({ locale: 'fr-FR' })
    await page.getByLabel('Identifiant', { exact: true }).fill('x')
    await page.getByLabel('Mot de passe', { exact: true }).fill('y')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').textContent()).toContain('Personne n’a cet identifiant')
  })

  test.each([
    ['a supervisor', 'supervisor', ['Live board', 'Queues', 'Agents', 'Calls', 'Callbacks', 'Health']],
    ['a teacher', 'teacher', ['Calls']],
    ['without a profile', 'none', ['Live board', 'Agents', 'Calls']],
  ] as const)('who is %s is offered what he may see', async (_, role, offered) => {
    server().setRole(role)
    const page = await signedOut()
    await signInAs(page, fakePerson.login, fakePerson.password)
    await page.locator('.navigation').waitFor()
    expect(await page.locator('.navigation a').allTextContents()).toEqual(offered)
    await page.getByRole('heading', { name: offered[0], level: 1 }).waitFor()
    await page.goto(`${server().url}/queues`)
    if (role === 'supervisor') await page.locator('.report-table').first().waitFor()
    else await page.getByText('This page is not for you').waitFor()
  })

  test('who is a teacher looks for calls without being asked for queues and agents, which he does not see', async () => {
    server().setRole('teacher')
    const page = await signedOut()
    await signInAs(page, fakePerson.login, fakePerson.password)
    await page.locator('.call-table').waitFor()
    expect(await page.getByText('All queues').count()).toBe(0)
    await page.locator('.more-filters summary').click()
    const labels = await page.locator('.more-filters .field-label').allTextContents()
    expect(labels).toContain('Recording')
    expect(labels).not.toContain('Agent')
  })

  test('whose rights are changed goes on with those that he has now, without signing in again', async () => {
    const page = await signedOut()
    await signInAs(page, fakePerson.login, fakePerson.password)
    await page.getByTestId('board').waitFor()
    expect(await page.locator('.navigation a').count()).toBe(7)
    server().changeRights('supervisor')
    await page.getByRole('link', { name: 'Configuration' }).waitFor({ state: 'detached' })
    await page.getByTestId('board').waitFor()
  })
})
