import { expect, test } from 'vitest'
import { pageTests, patience } from '../testing/page-tests.ts'

const { open, server } = pageTests()
const soon = { timeout: patience }

test('objects of a kind are looked for by their texts, and each tells its fields and how it came about', async () => {
  const page = await open('/configuration')
  await page.getByRole('heading', { name: 'Queues 3' }).waitFor()
  await page.getByPlaceholder('Search in all texts…').fill('sal')
  await expect.poll(() => page.locator('.object-table tbody tr').count(), soon).toBe(1)
  expect(new URL(page.url()).searchParams.get('search')).toBe('sal')
  await page.getByRole('button', { name: 'sales', exact: true }).press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Sales' })
  await drawer.getByText('A new colleague starts on Monday').waitFor()
  await drawer.getByText('rrmemory').first().waitFor()
  expect(await drawer.getByText('Queue member added').count()).toBe(1)
  await page.goto(page.url().replace('search=sal', 'search=billing'))
  await drawer.getByText('rrmemory').first().waitFor()
  await page.goBack()
  await drawer.getByText('rrmemory').first().waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await expect.poll(() => new URL(page.url()).searchParams.get('object'), soon).toBeNull()
  await page
    .getByRole('navigation', { name: 'Kind of object' })
    .getByRole('button', { name: /Agents/ })
    .click()
  await page.getByText('Amélie Laurent').waitFor()
  expect(await page.getByPlaceholder('Search in all texts…').inputValue()).toBe('')
})

test('a file is shown as the configuration makes it', async () => {
  const page = await open('/configuration?view=files')
  await page.getByPlaceholder('File…').fill('QUEUES')
  await page.getByRole('button', { name: 'queues.conf' }).click()
  await expect.poll(() => page.locator('.file-text pre').textContent(), soon).toContain('member => Agent/8001,0')
})

test('what is scheduled is listed, and nodes are looked at when that is asked for', async () => {
  const page = await open('/configuration?view=pending')
  await page.getByText('Opening hours of the holidays').waitFor()
  expect(await page.getByText('1 file differs').count()).toBe(0)
  await page.getByRole('button', { name: 'Look at the nodes now' }).click()
  await page.getByText('1 file differs').waitFor()
  await page.getByText('nothing says how media server pbx2 is reached').waitFor()
})

test('why a change set is refused is told in French to who reads French', async () => {
  const page = await open('/configuration?view=document', { locale: 'fr-FR' })
  await page.getByRole('textbox').fill('refuse this')
  await page.getByRole('button', { name: 'Aperçu' }).click()
  await page.getByText('il n’y a pas d’agent 9999').waitFor()
  expect(await page.getByText('there is no').count()).toBe(0)
})

test('a document is applied only as it was previewed', async () => {
  const page = await open('/configuration?view=document')
  const text = page.getByRole('textbox')
  const apply = page.getByRole('button', { name: 'Apply' })
  await text.fill('refuse this')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('there is no agent 9999').waitFor()
  expect(await apply.isDisabled()).toBe(true)
  await text.fill('commands: []')
  expect(await page.getByText('there is no agent 9999').count()).toBe(0)
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('It would be accepted. Nothing was changed yet.').waitFor()
  expect(await page.locator('.diff-added').textContent()).toContain('+strategy = leastrecent')
  await page.getByText('pbx1: reload app_queue.so').waitFor()
  await text.fill('commands: [] # other')
  expect(await apply.isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Preview' }).click()
  await apply.click()
  await page.getByText('Applied', { exact: true }).waitFor()
  expect(await apply.isDisabled()).toBe(true)
})

test('an auditor reads and is not offered changes; others are not offered the page', async () => {
  server().setRole('auditor')
  const page = await open('/configuration?view=document')
  await page.getByRole('heading', { name: 'Queues 3' }).waitFor()
  expect(await page.getByRole('radio', { name: 'Change set' }).count()).toBe(0)
  server().setRole('supervisor')
  await page.goto(`${server().url}/configuration`)
  await page.getByText('The configuration is not for your role').waitFor()
  expect(await page.getByRole('link', { name: 'Configuration' }).count()).toBe(0)
})

test('who is limited to entities is not offered files and drift, which are of the whole PBX', async () => {
  server().limitTo(['paris/acme'])
  const page = await open('/configuration?view=files')
  await page.getByRole('heading', { name: 'Queues 3' }).waitFor()
  expect(await page.getByRole('radio', { name: 'Files' }).count()).toBe(0)
  await page.getByRole('radio', { name: 'Pending and drift' }).check()
  await page.getByRole('heading', { name: 'Scheduled changes' }).waitFor()
  expect(await page.getByRole('heading', { name: 'Drift' }).count()).toBe(0)
})

test('it opens on the site that is real, and tells in French what was changed', async () => {
  const page = await open('/configuration?view=history', { locale: 'fr-FR' })
  await page.getByText('Membre de file ajouté').first().waitFor()
  expect(await page.getByRole('combobox', { name: 'Site' }).inputValue()).toBe('paris')
})
