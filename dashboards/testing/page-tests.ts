import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { launchBrowser } from './browser.ts'
import { buildForTests, type BuiltPages } from './build-for-tests.ts'
import { fakeWorld } from './fake-boards.ts'
import { fakeToken, startFakeServer, type FakeServer } from './fake-server.ts'

interface OpenOptions extends BrowserContextOptions {
  /** Sign in before the page is opened; default true. */
  readonly signedIn?: boolean
  /** A script that runs before those of the page. */
  readonly before?: () => void
}

interface PageTests {
  /** A new one for each test. */
  readonly server: () => FakeServer
  /** Opens a page in a window of its own. */
  readonly open: (path: string, options?: OpenOptions) => Promise<Page>
  /** The test makes the network fail on purpose: what the browser says of that is no fault. */
  readonly expectNetworkErrors: () => void
}

/** Long enough for a busy machine; a test never fails because something was slow, only because it never came. */
export const patience = 30_000

/** One browser for the file, one server and its windows for each test. A message on the console's error channel fails the test. */
export function pageTests(): PageTests {
  let built: BuiltPages | undefined
  let browser: Browser | undefined
  let server: FakeServer | undefined
  let networkErrors = false
  const complaints: string[] = []

  beforeAll(async () => {
    built = await buildForTests()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await built?.remove()
  })

  beforeEach(async () => {
    networkErrors = false
    complaints.length = 0
    if (!built) throw new Error('the pages were not built')
    server = await startFakeServer({ directory: built.directory, world: fakeWorld(Date.now()) })
  })
  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map(context => context.close()))
    await server?.close()
    expect(
      complaints.filter(text => !(networkErrors && /Failed to load resource|WebSocket connection/.test(text))),
    ).toEqual([])
  })

  const running = (): FakeServer => {
    if (!server) throw new Error('the fake server runs within a test only')
    return server
  }

  return {
    server: running,
    expectNetworkErrors() {
      networkErrors = true
    },
    async open(path, { signedIn = true, before, ...options } = {}) {
      if (!browser) throw new Error('the browser runs within a test only')
      const { url } = running()
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        timezoneId: 'Europe/Paris',
        colorScheme: 'light',
        reducedMotion: 'reduce',
        ...options,
      })
      context.setDefaultTimeout(patience)
      if (signedIn) await context.request.post(`${url}/session`, { data: { token: fakeToken } })
      if (before) await context.addInitScript(before)
      const page = await context.newPage()
      page.on('console', message => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      page.on('pageerror', error => complaints.push(String(error)))
      await page.goto(url + path)
      return page
    },
  }
}

/** Whether anything sticks out of the window to the right. */
export const sticksOut = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
