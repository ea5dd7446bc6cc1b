import sparticuz, { inflate } from '@sparticuz/chromium'
import { mkdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'

/**
 * Flags of the package that were made for one page in one process, or that switch off what a test of ours relies on; and those
 * that draw every frame by a graphics card made of software, which takes four times as long as drawing without one.
 */
const unwanted = [
  '--single-process',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

/** Nothing that calls home, updates itself or waits for somebody. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-sync',
  '--metrics-recording-only',
  '--mute-audio',
  '--no-first-run',
]

const attempts = 4
const launchWithinMs = 30_000

/**
 * A headless Chromium: the one of CHROMIUM_PATH, else the one inside the npm package @sparticuz/chromium, with its own fonts
 * and, where the machine lacks them, its own libraries. Close it after use.
 * @throws Error that says what to do when none starts
 */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH']
  if (own) return launch(own, { ...process.env })
  let failure: unknown
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      return await launchPackaged()
    } catch (error) {
      failure = error
      await new Promise(resolve => setTimeout(resolve, 1000 * attempt))
    }
  }
  const place = path.join(tmpdir(), 'chromium')
  throw new Error(
    `Chromium did not start: ${String(failure)}\nIf an earlier run was interrupted while unpacking it, delete ${place}. To use another one set CHROMIUM_PATH.`,
  )
}

async function launchPackaged(): Promise<Browser> {
  const executable = await unpacked()
  const env = { ...process.env, FONTCONFIG_PATH: path.join(tmpdir(), 'fonts') }
  try {
    return await launch(executable, env)
  } catch (error) {
    if (!String(error).includes('shared libraries')) throw error
    const bin = fileURLToPath(new URL('../../bin/', import.meta.resolve('@sparticuz/chromium')))
    const libraries = path.join(await inflate(path.join(bin, 'al2023.tar.br')), 'lib')
    return launch(executable, { ...env, LD_LIBRARY_PATH: libraries })
  }
}

function launch(executablePath: string, env: NodeJS.ProcessEnv): Promise<Browser> {
  const args = [...sparticuz.args.filter(flag => !unwanted.includes(flag)), ...quiet]
  const known = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return chromium.launch({ executablePath, args, env: known, headless: true, timeout: launchWithinMs })
}

/** The package unpacks into the temporary directory without a lock; two test files that begin together must not both do it. */
async function unpacked(): Promise<string> {
  const lock = path.join(tmpdir(), 'ringledger-chromium.lock')
  for (let waited = 0; ; waited += 250) {
    try {
      await mkdir(lock)
      break
    } catch {
      const age =
        Date.now() -
        (await stat(lock).then(
          ({ mtimeMs }) => mtimeMs,
          () => Date.now(),
        ))
      if (age > 60_000 || waited > 60_000) await rm(lock, { recursive: true, force: true })
      else await new Promise(resolve => setTimeout(resolve, 250))
    }
  }
  try {
    return await sparticuz.executablePath()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}
