import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pageTests, sticksOut } from '../testing/page-tests.ts'

const { server, open } = pageTests()

const soon = { timeout: 20_000 }

const firstOf = (site: string, ...states: readonly string[]) => {
  const agent = server().world.agents.find(one => one.site === site && states.includes(one.state))
  if (!agent) throw new Error(`nobody of ${site} is ${states.join(' or ')}`)
  return agent
}

async function openActions(page: Page, agent: { agentName: string }) {
  await page.getByRole('button', { name: `Act on ${agent.agentName}`, exact: true }).click()
  const drawer = page.getByRole('dialog', { name: agent.agentName })
  await drawer.getByRole('heading', { name: 'Presence' }).waitFor()
  return drawer
}

test('a supervisor pauses an agent for a reason and ends it, and the drawer follows his state', async () => {
  const page = await open('/')
  const agent = firstOf('paris', 'READY')
  const drawer = await openActions(page, agent)
  expect(await drawer.getByRole('button', { name: 'End the pause' }).isDisabled()).toBe(true)
  await drawer.getByLabel('Reason').selectOption('Lunch break')
  await drawer.getByRole('button', { name: 'Pause', exact: true }).click()
  await drawer.getByText('The PBX has said yes. Its queue_log has not shown it yet.').waitFor()
  server().push()
  await drawer.locator('.agent-drawer-state').getByText('Paused').waitFor()
  await drawer.getByRole('button', { name: 'End the pause' }).click()
  await drawer.getByText('Done: the queue_log of the PBX shows it.').waitFor()
  expect(agent.state).toBe('READY')
})

test('what the PBX refuses is said beside the button that asked for it', async () => {
  const page = await open('/')
  const drawer = await openActions(page, firstOf('paris', 'READY'))
  await drawer.getByLabel('Reason').selectOption('Training')
  await drawer.getByRole('button', { name: 'Pause', exact: true }).click()
  const form = drawer.locator('form', { has: page.getByRole('button', { name: 'Pause', exact: true }) })
  await form.getByRole('alert').getByText('no answer from 127.0.0.1:5038 within 10 s').waitFor()
})

test('a logout is asked for twice, with the keyboard alone', async () => {
  const page = await open('/')
  const agent = firstOf('paris', 'READY')
  const drawer = await openActions(page, agent)
  await drawer.getByRole('button', { name: 'Log out…' }).press('Enter')
  await drawer.getByRole('button', { name: 'Cancel' }).press('Enter')
  expect(agent.state).toBe('READY')
  await drawer.getByRole('button', { name: 'Log out…' }).press('Enter')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Log out now')
  await page.keyboard.press('Enter')
  await expect.poll(() => agent.state, soon).toBe('LOGGED_OUT')
  server().push()
  await drawer.getByLabel('Number of the line').waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
})

test('an agent is logged in on a line; one that is not there is refused in the words of the server', async () => {
  const page = await open('/')
  const agent = firstOf('paris', 'LOGGED_OUT')
  await page.getByRole('button', { name: /^Logged out/ }).click()
  const drawer = await openActions(page, agent)
  await drawer.getByLabel('Number of the line').fill('9999')
  await drawer.getByRole('button', { name: 'Log in' }).click()
  await drawer.getByText('there is no line 9999 in his context').waitFor()
  await drawer.getByLabel('Number of the line').fill('2001')
  await drawer.getByLabel('Number of the line').press('Enter')
  await expect.poll(() => agent.state, soon).toBe('READY')
})

test('an agent is moved between queues, with another penalty', async () => {
  const page = await open('/')
  const drawer = await openActions(page, firstOf('paris', 'READY'))
  const sales = drawer.getByRole('form', { name: 'Sales' })
  await sales.getByLabel('Penalty').fill('3')
  await sales.getByRole('button', { name: 'Change' }).click()
  await expect
    .poll(() => drawer.getByRole('form', { name: 'Sales' }).getByLabel('Penalty').inputValue(), soon)
    .toBe('3')
  await drawer.getByLabel('Put into queue').selectOption('Technical support')
  await drawer.getByRole('button', { name: 'Put in' }).click()
  await drawer.getByRole('form', { name: 'Technical support' }).waitFor()
  await drawer.getByRole('button', { name: 'Take out of Sales' }).click()
  await drawer.getByRole('form', { name: 'Sales' }).waitFor({ state: 'detached' })
})

test('where the PBX cannot be reached nothing can be pressed, and why is said, with the way to mend it', async () => {
  const page = await open('/')
  const drawer = await openActions(page, firstOf('demo', 'READY', 'TALKING', 'PAUSED', 'WRAP_UP'))
  await drawer.getByText('The configuration of this site has no PBX').waitFor()
  const way = drawer.getByRole('link', { name: 'Configure it with a change set' })
  expect(await way.getAttribute('href')).toBe('/configuration?site=demo&view=document')
  expect(await drawer.getByRole('button', { name: 'Pause', exact: true }).isDisabled()).toBe(true)
  expect(await drawer.getByRole('button', { name: 'Log out…' }).isDisabled()).toBe(true)
})

test('a supervisor is told who can mend what he may not', async () => {
  server().setRole('supervisor')
  const page = await open('/', { locale: 'fr-FR' })
  const name = server().world.agents.find(({ site, state }) => site === 'demo' && state !== 'LOGGED_OUT')?.agentName
  await page.getByRole('button', { name: `Agir sur ${name}`, exact: true }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Un administrateur peut le changer').waitFor()
  expect(await drawer.getByRole('link').count()).toBe(0)
})

test('who may not act on agents is not offered it', async () => {
  server().setRole('analyst')
  const page = await open('/')
  await page.locator('.agent-card').first().waitFor()
  expect(await page.getByRole('button', { name: /^Act on/ }).count()).toBe(0)
})

test('the drawer speaks French and fits a telephone', async () => {
  const page = await open('/', { locale: 'fr-FR', viewport: { width: 360, height: 740 } })
  const agent = firstOf('paris', 'READY')
  await page.getByRole('button', { name: `Agir sur ${agent.agentName}`, exact: true }).click()
  await page.getByRole('button', { name: 'Mettre en pause' }).waitFor()
  expect(await sticksOut(page)).toBe(false)
  expect(await page.locator('.drawer').evaluate(drawer => drawer.scrollWidth <= drawer.clientWidth)).toBe(true)
})
