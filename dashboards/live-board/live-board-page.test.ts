import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { iso } from '../testing/fake-boards.ts'
import { pageTests, patience, sticksOut } from '../testing/page-tests.ts'

const { open, server, expectNetworkErrors } = pageTests()
const soon = { timeout: patience }

const row = (page: Page, id: string) => page.locator(`.queue-table [data-queue="${id}"]`)
const cell = (page: Page, id: string, column: number) =>
  row(page, id)
    .locator('td')
    .nth(column - 1)

/** Of a length of time like `01:30`. */
async function secondsIn(elapsed: Locator): Promise<number> {
  const [minutes = NaN, seconds = NaN] = ((await elapsed.textContent()) ?? '').split(':').map(Number)
  return minutes * 60 + seconds
}

function queueOf(name: string) {
  const queue = server().world.queues.find(each => each.queue === name)
  if (!queue) throw new Error(`no queue ${name}`)
  return queue
}

test('a change is pushed to the board without anybody asking', async () => {
  const page = await open('/')
  await row(page, 'paris/sales').waitFor()
  queueOf('sales').waiting = 7
  queueOf('sales').today.answered = 4321
  server().push()
  await expect.poll(() => cell(page, 'paris/sales', 1).textContent(), soon).toContain('7')
  await expect.poll(() => cell(page, 'paris/sales', 5).textContent(), soon).toBe('4,321')
})

test('an agent who pauses moves to his new state, with his reason', async () => {
  const page = await open('/')
  const [agent] = server().world.agents
  if (!agent) throw new Error('no agent')
  const card = page.locator(`[data-agent="${agent.site}/${agent.agent}"]`)
  await card.waitFor()
  Object.assign(agent, { state: 'PAUSED', reason: 'fire drill', queue: null, since: iso(Date.now()) })
  server().push()
  await card.getByText('fire drill').waitFor()
  expect(await card.textContent()).toContain('Paused')
  Object.assign(agent, { reasonLabel: 'Fire drill on floor 3' })
  server().push()
  await card.getByText('Fire drill on floor 3').waitFor()
})

test('what a phone does besides is told by words and a sign, and counts apart from who is available', async () => {
  const page = await open('/')
  const agent = server().world.agents.find(({ state }) => state === 'READY')
  if (!agent) throw new Error('nobody is ready')
  const card = page.locator(`[data-agent="${agent.site}/${agent.agent}"]`)
  await card.waitFor()
  expect(await card.locator('.phone-mark').count()).toBe(0)
  agent.phone = { state: 'IN_USE', otherCall: true }
  Object.assign(queueOf('sales'), { otherCallAgents: 3 })
  server().push()
  await card.getByText('On another call').waitFor()
  expect(await card.locator('.phone-mark .icon').count()).toBe(1)
  expect(await card.textContent()).toContain('Ready')
  await row(page, 'paris/sales').getByTitle('On another call').getByText('3').waitFor()
  expect(await row(page, 'paris/sales').getByTitle('Phone unreachable').count()).toBe(0)
  agent.phone = { state: 'UNREACHABLE', otherCall: false }
  server().push()
  await card.getByText('Phone unreachable').waitFor()
})

test('a queue that is closed by its schedule says so, and until when', async () => {
  const page = await open('/')
  await row(page, 'paris/vip').waitFor()
  expect(await row(page, 'paris/vip').getByText('closed').count()).toBe(0)
  const until = new Date()
  until.setHours(until.getHours() + 2, 30, 0, 0)
  Object.assign(queueOf('vip'), { opening: { open: false, until: until.toISOString() } })
  server().push()
  await row(page, 'paris/vip').getByText('closed until').waitFor()
  Object.assign(queueOf('vip'), { opening: { open: true, until: until.toISOString() } })
  server().push()
  await expect.poll(() => row(page, 'paris/vip').getByText('closed until').count(), soon).toBe(0)
})

test('a limit is told by a word and a sign as well as by a colour', async () => {
  const page = await open('/')
  await row(page, 'paris/vip').waitFor()
  Object.assign(queueOf('vip'), { waiting: 3, oldestEntryAt: iso(Date.now() - 100_000) })
  server().push()
  await row(page, 'paris/vip').getByText('too high').first().waitFor()
  expect(await row(page, 'paris/vip').locator('.limit-mark-bad .icon').count()).toBe(2)
})

test('the age of the newest event and the longest wait tick between two pushes', async () => {
  const page = await open('/')
  Object.assign(queueOf('sales'), { waiting: 1, oldestEntryAt: iso(Date.now() - 5000) })
  server().push()
  await expect.poll(() => cell(page, 'paris/sales', 2).textContent(), soon).toMatch(/00:\d\d/)
  server().hush(true)
  const age = page.getByTestId('data-status').locator('.elapsed')
  const [before, wait] = [await age.textContent(), await cell(page, 'paris/sales', 2).textContent()]
  await expect.poll(() => age.textContent(), soon).not.toBe(before)
  await expect.poll(() => cell(page, 'paris/sales', 2).textContent(), soon).not.toBe(wait)
})

test('waits are reckoned by the clock of the server, whatever the clock of the reader says', async () => {
  const page = await open('/', {
    before: () => {
      const { now } = Date
      Date.now = () => now() - 7_200_000
    },
  })
  Object.assign(queueOf('sales'), { waiting: 1, oldestEntryAt: iso(Date.now() - 125_000) })
  server().push()
  await expect.poll(() => cell(page, 'paris/sales', 2).textContent(), soon).toMatch(/0[2-4]:\d\d/)
})

test('a lost connection greys the board and says since when, and the board recovers by itself', async () => {
  expectNetworkErrors()
  const page = await open('/')
  await row(page, 'paris/sales').waitFor()
  server().cut(true)
  const banner = page.locator('.connection-banner')
  await banner.waitFor()
  expect(await banner.textContent()).toContain('Connection to the server lost')
  expect(await banner.textContent()).toMatch(/Figures are those of \d\d:\d\d:\d\d/)
  expect(await page.getByTestId('board').getAttribute('class')).toContain('stale')
  queueOf('sales').waiting = 9
  // Pressed while the server is still away: once it is back the banner may go at any moment.
  await banner.getByRole('button', { name: 'Try now' }).click()
  await banner.waitFor()
  server().cut(false)
  await banner.waitFor({ state: 'detached' })
  await expect.poll(() => cell(page, 'paris/sales', 1).textContent(), soon).toContain('9')
  expect(await page.getByTestId('board').getAttribute('class')).not.toContain('stale')
})

test('a server that is connected but silent is noticed too', async () => {
  const page = await open('/')
  await row(page, 'paris/sales').waitFor()
  server().hush(true)
  await page.getByText('The server is connected, but sends nothing').waitFor()
  server().hush(false)
  server().push()
  await page.locator('.connection-banner').waitFor({ state: 'detached' })
})

test('a source that is down, a recording and a demonstration are told apart', async () => {
  const page = await open('/')
  await page.getByText('recording, ends 2026-11-21 03:56').waitFor()
  await page.getByText('demonstration: these calls are simulated').waitFor()
  const [source] = server().world.sources
  if (source) Object.assign(source, { state: 'DOWN', problem: '/var/log/asterisk/queue_log cannot be read' })
  server().push()
  await page.getByText('is down: its figures stand still.').waitFor()
  await page.getByText('/var/log/asterisk/queue_log cannot be read').waitFor()
})

test('what comes from a source that is down stands still, and says so on every row that it is about', async () => {
  const page = await open('/')
  await row(page, 'paris/sales').waitFor()
  Object.assign(queueOf('sales'), { waiting: 1, oldestEntryAt: iso(Date.now() - 40_000) })
  const [source] = server().world.sources
  if (!source) throw new Error('no source')
  Object.assign(source, { state: 'DOWN', problem: 'gone', lastEventAt: iso(Date.now() - 10_000) })
  const elsewhere = server().world.agents.find(({ site, state }) => site === 'demo' && state !== 'LOGGED_OUT')
  if (!elsewhere) throw new Error('nobody is logged in at demo')
  elsewhere.since = iso(Date.now())
  server().push()
  await row(page, 'paris/sales').getByText('source down').waitFor()
  const wait = cell(page, 'paris/sales', 2).locator('.elapsed')
  await expect.poll(() => wait.textContent(), soon).toBe('00:30')
  const goesOn = page.locator(`[data-agent="demo/${elsewhere.agent}"] .elapsed`)
  await expect.poll(() => secondsIn(goesOn), soon).toBeGreaterThan(2)
  expect(await wait.textContent()).toBe('00:30')
  const agent = server().world.agents.find(({ site, state }) => site === 'paris' && state !== 'LOGGED_OUT')
  await page
    .locator(`[data-agent="paris/${agent?.agent ?? ''}"]`)
    .getByText('source down')
    .waitFor()
  expect(await page.locator('[data-queue^="demo/"]').getByText('source down').count()).toBe(0)
  Object.assign(source, { state: 'LIVE', problem: null, lastEventAt: iso(Date.now()) })
  server().push()
  await expect.poll(() => page.getByText('source down').count(), soon).toBe(0)
  await expect.poll(() => secondsIn(wait), soon).toBeGreaterThanOrEqual(40)
})

test('sums over sites leave out what stands still, and say so; of what stands still alone they are old', async () => {
  for (const queue of server().world.queues) Object.assign(queue, { waiting: 1, oldestEntryAt: iso(Date.now()) })
  const { queues, sources } = server().world
  const of = (...sites: readonly string[]) => String(queues.filter(({ site }) => sites.includes(site)).length)
  const page = await open('/')
  const waiting = page.locator('.tile-value').first()
  const note = page.locator('.tiles-note')
  await expect.poll(() => waiting.textContent(), soon).toBe(of('demo', 'paris'))
  expect(await note.textContent()).toContain(
    'Counted above: Demonstration, Paris. Not counted: Lab (recording that has ended).',
  )
  for (const source of sources) if (source.site === 'paris') Object.assign(source, { state: 'DOWN', problem: 'gone' })
  server().push()
  await expect.poll(() => waiting.textContent(), soon).toBe(of('demo'))
  expect(await note.textContent()).toContain('Lab (recording that has ended), Paris (its queue_log is down).')
  await page.getByRole('radio', { name: 'Paris' }).check()
  await expect.poll(() => waiting.textContent(), soon).toBe(of('paris'))
  expect(await note.textContent()).toContain('Nothing above is of now: these are the last known figures of Paris.')
  await page.getByRole('radio', { name: 'Demonstration' }).check()
  await expect.poll(() => note.count(), soon).toBe(0)
})

test.each([
  {
    locale: 'en-GB',
    late: 'late',
    notCounted: 'Not counted: Lab (recording that has ended), Paris (its queue_log is late).',
    old: 'Nothing above is of now: these are the last known figures of Paris.',
  },
  {
    locale: 'fr-FR',
    late: 'en retard',
    notCounted: 'Non compté\u00a0: Lab (enregistrement terminé), Paris (son queue_log est en retard).',
    old: 'Rien ci-dessus n’est actuel\u00a0: ce sont les derniers chiffres connus de Paris.',
  },
])('a site whose queue_log is minutes late is not summed up with what is of now ($locale)', async texts => {
  for (const queue of server().world.queues) Object.assign(queue, { waiting: 1, oldestEntryAt: iso(Date.now()) })
  const { queues, sources } = server().world
  const of = (...sites: readonly string[]) => String(queues.filter(({ site }) => sites.includes(site)).length)
  const page = await open('/', { locale: texts.locale })
  const waiting = page.locator('.tile-value').first()
  const note = page.locator('.tiles-note')
  const [paris] = sources
  if (!paris) throw new Error('no source')
  Object.assign(paris, { state: 'LATE', lagSeconds: 20, lastEventAt: iso(Date.now() - 20_000) })
  server().push()
  await expect.poll(() => waiting.textContent(), soon).toBe(of('demo', 'paris'))
  expect(await row(page, 'paris/sales').locator('.standstill-mark').count()).toBe(0)
  Object.assign(paris, { lagSeconds: 240, lastEventAt: iso(Date.now() - 240_000) })
  server().push()
  await expect.poll(() => waiting.textContent(), soon).toBe(of('demo'))
  expect(await note.textContent()).toContain(texts.notCounted)
  expect(await row(page, 'paris/sales').locator('.standstill-mark').textContent()).toContain(texts.late)
  await page.getByRole('radio', { name: 'Paris' }).check()
  await expect.poll(() => waiting.textContent(), soon).toBe(of('paris'))
  expect(await note.textContent()).toContain(texts.old)
  Object.assign(paris, { state: 'LIVE', lagSeconds: 0.2, lastEventAt: iso(Date.now()) })
  server().push()
  await expect.poll(() => note.count(), soon).toBe(0)
})

test.each([
  { locale: 'en-GB', asOf: 'as of 2026-11-21 03:56', state: 'Ready' },
  { locale: 'fr-FR', asOf: 'état du 2026-11-21 03:56', state: 'Disponible' },
])(
  'who was logged in when a recording ended is told as of then, comes last, and counts nowhere ($locale)',
  async ({ locale, asOf, state }) => {
    const { agents } = server().world
    const recorded = agents.find(({ site }) => site === 'lab')
    if (!recorded) throw new Error('no agent of the recording')
    Object.assign(recorded, { state: 'READY', since: '2026-11-21T02:50:00.000000Z', line: 'PJSIP/2001' })
    const ready = agents.filter(({ site, state: of }) => site !== 'lab' && of === 'READY').length
    const page = await open('/', { locale })
    const card = page.locator(`[data-agent="lab/${recorded.agent}"]`)
    await card.getByText(asOf).waitFor()
    expect(await card.textContent()).toContain(state)
    expect(await card.getAttribute('class')).toContain('standstill')
    expect(await card.locator('.elapsed').textContent()).toBe('06:41')
    expect(await page.locator('[data-agent]').last().getAttribute('data-agent')).toBe(`lab/${recorded.agent}`)
    expect(await page.locator('.tile-value').last().textContent()).toBe(String(ready))
  },
)

test.each([
  {
    locale: 'en-GB',
    of: 'hold queue of sales',
    note: 'Hold queues of switchboards are not counted, since their callers are where they came in: Sales on hold.',
  },
  {
    locale: 'fr-FR',
    of: 'mise en attente de sales',
    note: 'Files de mise en attente non comptées, car leurs appelants le sont à leur entrée\u00a0: Sales on hold.',
  },
])('a hold queue is on the board and in no sum ($locale)', async ({ locale, of, note }) => {
  const { queues } = server().world
  for (const queue of queues) Object.assign(queue, { waiting: 1, oldestEntryAt: iso(Date.now()) })
  const paris = queues.filter(({ site }) => site === 'paris').length
  Object.assign(queueOf('billing'), { queue: 'sales_hold', queueDisplayName: 'Sales on hold', holdQueueOf: 'sales' })
  const page = await open('/?site=paris', { locale })
  const waiting = page.locator('.tile-value').first()
  await row(page, 'paris/sales_hold').getByText(of).waitFor()
  await expect.poll(() => waiting.textContent(), soon).toBe(String(paris - 1))
  expect(await page.locator('.tiles-note').textContent()).toContain(note)
  await page.getByRole('searchbox').first().fill('hold')
  await expect.poll(() => waiting.textContent(), soon).toBe('1')
  expect(await page.locator('.tiles-note').count()).toBe(0)
})

test('keyboard focus on a figure prints its definition, Escape closes it', async () => {
  const page = await open('/')
  await row(page, 'paris/sales').waitFor()
  const tooltip = page.getByRole('tooltip')
  await page.locator('.queue-table thead button').nth(6).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
  await expect.poll(() => tooltip.textContent(), soon).toContain('Share of the calls that were answered in time')
  expect(await tooltip.textContent()).toContain('answered <= T / (answered + abandoned')
  expect(await tooltip.textContent()).toContain('contact-center 8.1')
  expect(await tooltip.textContent()).toContain('Another formula gives another number.')
  await page.keyboard.press('Escape')
  await tooltip.waitFor({ state: 'hidden' })
})

test('a definition stays beside its figure when a notice moves that', async () => {
  expectNetworkErrors()
  const page = await open('/')
  await row(page, 'paris/sales').waitFor()
  const heading = page.locator('.queue-table thead button').nth(6)
  await page.locator('.queue-table thead button').nth(5).focus()
  await page.keyboard.press('Tab')
  await page.getByRole('tooltip').waitFor()
  const before = (await heading.boundingBox())?.y ?? 0
  server().cut(true)
  await page.locator('.connection-banner').waitFor()
  expect((await heading.boundingBox())?.y ?? 0).toBeGreaterThan(before)
  const distance = async () => {
    const [figure, tooltip] = [await heading.boundingBox(), await page.getByRole('tooltip').boundingBox()]
    return Math.round((tooltip?.y ?? 0) - (figure?.y ?? 0) - (figure?.height ?? 0))
  }
  await expect.poll(distance, soon).toBe(8)
})

test('the tooltip of a service level names formula, threshold and counts', async () => {
  const page = await open('/')
  const level = queueOf('sales').today.serviceLevel
  await row(page, 'paris/sales').locator('.service-level button').hover()
  await expect
    .poll(() => page.getByRole('tooltip').textContent(), soon)
    .toContain(`${level.numerator} / ${level.denominator}`)
  expect(await page.getByRole('tooltip').textContent()).toContain('SL6')
  expect(await page.getByRole('tooltip').textContent()).toContain('15 s')
})

test('columns are sorted with the keyboard alone', async () => {
  const page = await open('/')
  await row(page, 'paris/sales').waitFor()
  await page.locator('.queue-table thead').getByRole('button', { name: 'Waiting' }).press('Enter')
  const header = page.locator('.queue-table thead th').nth(1)
  expect(await header.getAttribute('aria-sort')).toBe('descending')
  const waiting = (await page.locator('.queue-table tbody tr td:nth-child(2)').allTextContents()).map(text =>
    parseInt(text),
  )
  expect(waiting).toEqual([...waiting].sort((a, b) => b - a))
})

test('agents are filtered by state and text, and an empty result offers the way back', async () => {
  const page = await open('/')
  const cards = page.locator('.agent-card')
  await cards.first().waitFor()
  const all = server().world.agents
  const paused = all.filter(({ state }) => state === 'PAUSED').length
  await page.getByRole('button', { name: /^Paused/ }).click()
  await expect.poll(() => cards.count(), soon).toBe(paused)
  await page.getByPlaceholder('Name, number, line…').fill('nobody is called that')
  await page.getByText('No agent matches').waitFor()
  await page.getByRole('button', { name: 'Show everybody' }).click()
  const present = all.filter(({ state }) => state !== 'LOGGED_OUT').length
  await expect.poll(() => cards.count(), soon).toBe(present)
})

test('who is logged out is left out until asked for, by state, by name, or all of them for good', async () => {
  const page = await open('/')
  const cards = page.locator('.agent-card')
  await cards.first().waitFor()
  const all = server().world.agents
  const away = all.filter(({ state }) => state === 'LOGGED_OUT')
  expect(await cards.count()).toBe(all.length - away.length)
  await page.getByRole('button', { name: /^Logged out/ }).click()
  await expect.poll(() => cards.count(), soon).toBe(away.length)
  await page.getByRole('button', { name: /^Logged out/ }).click()
  await page.getByPlaceholder('Name, number, line…').fill(away[0]?.agentName ?? '')
  await expect.poll(() => cards.first().textContent(), soon).toContain(away[0]?.agentName)
  await page.getByPlaceholder('Name, number, line…').fill('')
  await page.getByRole('button', { name: `Show those logged out (${away.length})` }).click()
  await expect.poll(() => cards.count(), soon).toBe(all.length)
  await page.reload()
  await cards.first().waitFor()
  expect(await cards.count()).toBe(all.length)
  await page.getByRole('button', { name: `Hide those logged out (${away.length})` }).click()
  await expect.poll(() => cards.count(), soon).toBe(all.length - away.length)
})

test('a push draws anew what it changed, and no other row', async () => {
  const drawn = { queue: 876_543, agent: 765_432 }
  const page = await open('/', {
    before: () => {
      const formatted: number[] = []
      Object.assign(window, { formatted })
      const own = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, 'format')
      Object.defineProperty(Intl.NumberFormat.prototype, 'format', {
        get(this: Intl.NumberFormat) {
          const format = own?.get?.call(this) as (value: number) => string
          return (value: number) => {
            formatted.push(value)
            return format(value)
          }
        },
      })
    },
  })
  const formatted = (value: number) =>
    page.evaluate(
      wanted => (window as unknown as { formatted: number[] }).formatted.filter(each => each === wanted).length,
      value,
    )
  await row(page, 'paris/sales').waitFor()
  const agent = server().world.agents.find(({ state }) => state !== 'LOGGED_OUT')
  if (!agent) throw new Error('nobody is logged in')
  queueOf('support').today.answered = drawn.queue
  agent.today.answered = drawn.agent
  server().push()
  await expect.poll(() => formatted(drawn.agent), soon).toBeGreaterThan(0)
  await expect.poll(() => formatted(drawn.queue), soon).toBeGreaterThan(0)
  const before = [await formatted(drawn.queue), await formatted(drawn.agent)]
  for (const waiting of [21, 22, 23]) {
    queueOf('sales').waiting = waiting
    for (const source of server().world.sources)
      if (source.state === 'LIVE') Object.assign(source, { lastEventAt: iso(Date.now()), lagSeconds: waiting / 100 })
    server().push()
    await expect.poll(() => cell(page, 'paris/sales', 1).textContent(), soon).toContain(String(waiting))
  }
  expect([await formatted(drawn.queue), await formatted(drawn.agent)]).toEqual(before)
})

test.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('an update moves nothing on a page of $width but the mark that grows with its own figure', async viewport => {
  const page = await open('/', {
    viewport,
    before: () => {
      const moved: string[] = []
      Object.assign(window, { moved })
      new PerformanceObserver(list => {
        for (const entry of list.getEntries() as (PerformanceEntry & { sources?: { node?: Node }[] })[])
          for (const { node } of entry.sources ?? []) {
            const element = node instanceof Element ? node : node?.parentElement
            if (element && !element.closest('.limit-mark')) moved.push(element.outerHTML.slice(0, 120))
          }
      }).observe({ type: 'layout-shift', buffered: true })
    },
  })
  // Its first quarter of an hour may be one without calls.
  await page.locator('.spark rect').first().waitFor({ state: 'attached' })
  await page.evaluate(() => ((window as unknown as { moved: string[] }).moved.length = 0))
  for (const waiting of [0, 12, 3, 0, 1]) {
    for (const queue of server().world.queues)
      Object.assign(queue, { waiting, oldestEntryAt: waiting > 0 ? iso(Date.now() - waiting * 20_000) : null })
    server().push()
    const everybody = waiting * server().world.queues.filter(({ site }) => site !== 'lab').length
    await expect.poll(() => page.locator('.tile-value').first().textContent(), soon).toBe(String(everybody))
  }
  expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([])
})

test('a push sets nothing in motion that goes on, and nothing at all for who wants no motion', async () => {
  const page = await open('/', {
    before: () => {
      const moving: string[] = []
      Object.assign(window, { moving })
      addEventListener('transitionrun', ({ target }) => moving.push((target as Element).className), true)
    },
  })
  await row(page, 'paris/sales').waitFor()
  for (const waiting of [0, 12]) {
    for (const queue of server().world.queues)
      Object.assign(queue, { waiting, oldestEntryAt: waiting > 0 ? iso(Date.now() - 90_000) : null })
    server().push()
    await expect.poll(() => cell(page, 'paris/sales', 1).textContent(), soon).toContain(String(waiting))
  }
  expect(await page.evaluate(() => (window as unknown as { moving: string[] }).moving)).toEqual([])
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  // A screen on a wall would draw a frame sixty times a second for it, all day.
  await expect
    .poll(
      () => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length),
      soon,
    )
    .toBe(0)
})

test('the names of the columns stay in sight while one goes down a long table', async () => {
  for (const [place, queue] of server().world.queues.entries())
    if (place < 9) server().world.queues.push({ ...queue, queue: `${queue.queue}-night` })
  const page = await open('/')
  await row(page, 'paris/sales-night').scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 300)
  const bar = (await page.locator('.top-bar').boundingBox())?.height ?? 0
  await expect
    .poll(async () => Math.round((await page.locator('.queue-table thead th').first().boundingBox())?.y ?? 0), soon)
    .toBe(Math.round(bar))
})

test('a row of the wall keeps within its height, however much is known of the queue', async () => {
  for (const queue of server().world.queues) if (queue.site === 'lab') queue.demo = true
  const page = await open('/?wallboard=1&site=lab', { locale: 'fr-FR', viewport: { width: 1280, height: 720 } })
  await page.locator('.wall-row .standstill-mark').first().waitFor()
  const spill = await page.locator('.wall-row[data-queue]').evaluateAll(rows =>
    rows.flatMap(row => {
      const { top, bottom } = row.getBoundingClientRect()
      const parts = [...row.querySelectorAll('.queue-name-text *')].map(part => part.getBoundingClientRect())
      return parts.filter(part => part.top < top - 1 || part.bottom > bottom + 1).map(part => part.bottom - bottom)
    }),
  )
  expect(spill).toEqual([])
})

test.each([390, 1024, 1280, 1920])('a wall of %s pixels hides no figure behind another', async width => {
  const page = await open('/?wallboard=1', { locale: 'fr-FR', viewport: { width, height: 900 } })
  await page.locator('.wall-row[data-queue]').first().waitFor()
  const rooms = await page.locator('.wall-row[data-queue]').evaluateAll(rows =>
    rows.map(row => {
      const boxes = [...row.children].map(child => child.getBoundingClientRect()).filter(box => box.width > 0)
      const gaps = boxes.slice(1).map((box, place) => box.left - (boxes[place]?.right ?? 0))
      return { name: boxes[0]?.width ?? 0, gap: Math.min(...gaps) }
    }),
  )
  expect(rooms.length).toBeGreaterThan(2)
  expect(Math.min(...rooms.map(({ gap }) => gap))).toBeGreaterThanOrEqual(0)
  expect(Math.min(...rooms.map(({ name }) => name))).toBeGreaterThan(100)
  expect(await sticksOut(page)).toBe(false)
})

test('a wall without calls says so, instead of showing nothing', async () => {
  server().world.queues.length = 0
  server().world.agents.length = 0
  const page = await open('/?wallboard=1')
  await page.getByText('No queue has been seen yet').waitFor()
  await page.getByText('No agent has been seen yet').waitFor()
})

test('who has no profile is told so, and not how to import calls', async () => {
  server().setRole('none')
  server().world.queues.length = 0
  const page = await open('/')
  await page.getByText('You see no queues').waitFor()
  await page.getByText('Your profile does not have it').waitFor()
  expect(await page.getByText('ringledger import').count()).toBe(0)
})

test('a call center without calls is told what to do', async () => {
  server().world.queues.length = 0
  server().world.agents.length = 0
  const page = await open('/')
  await page.getByText('No queue has been seen yet').waitFor()
  await page.getByText('ringledger import').waitFor()
  await page.getByText('No agent has been seen yet').waitFor()
})

test('who may not connect a PBX is not told how to', async () => {
  server().setRole('supervisor')
  server().world.queues.length = 0
  const page = await open('/')
  await page.getByText('No queue has been seen yet').waitFor()
  expect(await page.getByText('ringledger import').count()).toBe(0)
})
