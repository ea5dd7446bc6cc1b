import { appendFileSync, copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import type { FileCursor } from './file-identity.ts'
import { followFile, type FollowedLines } from './follow-file.ts'

/** What is done to a log at once: nobody looks in between. */
type Deed = 'line' | 'lines' | 'half a line' | 'renamed' | 'renamed, and written to' | 'copied and cut'

/** When it is done, of what its follower is at: it has asked for lines, it works on some, or it has ended with them taken or not. */
type Moment = 'waits' | 'works' | 'ended' | 'died'

interface Step {
  readonly moment: Moment
  readonly deeds: readonly Deed[]
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    moment: fc.constantFrom<Moment>('waits', 'works', 'works', 'ended', 'died'),
    deeds: fc.array(
      fc.constantFrom<Deed>(
        ...(['line', 'line', 'lines', 'half a line', 'renamed', 'renamed, and written to', 'copied and cut'] as const),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  }),
  { minLength: 1, maxLength: 8 },
)

/** A log in a folder of its own, and every line that was written to it. */
function rotatedLog(naming: 'shifted' | 'numbered') {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rotated-'))
  const file = path.join(folder, 'queue_log')
  const lines: string[] = []
  let begun = ''
  let rotations = 0
  writeFileSync(file, '')

  function write(count: number, to = file): void {
    for (let more = 0; more < count; more++) {
      const line = `${1_795_233_000 + lines.length}|c|q|NONE|E|`
      appendFileSync(to, `${line.slice(begun.length)}\n`)
      lines.push(line)
      begun = ''
    }
  }
  function otherName(): string {
    if (naming === 'numbered') return `${file}-${1000 + rotations++}`
    for (let place = rotations++; place > 0; place--) renameSync(`${file}.${place}`, `${file}.${place + 1}`)
    return `${file}.1`
  }
  /** Asterisk writes into the file that it has open until it is told. */
  function renamed(written: number): void {
    const name = otherName()
    renameSync(file, name)
    write(written, name)
    writeFileSync(file, '')
  }
  const deeds: Record<Deed, () => void> = {
    line: () => write(1),
    lines: () => write(3),
    'half a line': () => {
      if (begun !== '') return
      begun = '17952330'
      appendFileSync(file, begun)
    },
    renamed: () => renamed(0),
    'renamed, and written to': () => renamed(1),
    'copied and cut': () => {
      copyFileSync(file, otherName())
      truncateSync(file)
    },
  }
  return {
    file,
    lines,
    /** A line that is torn apart by a rotation stays torn: it is ended before. */
    do(deed: Deed): void {
      if (begun !== '' && !deed.includes('line')) write(1)
      deeds[deed]()
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** What the log made of the lines: of the blocks up to the last one that was taken. */
function followerOf(file: string) {
  const taken: { readonly lines: readonly string[]; readonly cursor: FileCursor }[] = []
  let stop = new AbortController()
  let following: AsyncGenerator<FollowedLines> | undefined
  let asked: Promise<IteratorResult<FollowedLines, void>> | undefined
  let idle: () => void = () => undefined

  function begin(): AsyncGenerator<FollowedLines> {
    stop = new AbortController()
    const cursor = taken.at(-1)?.cursor
    return followFile({ file, cursor, signal: stop.signal, log: silent, pollMs: 5, onWaiting: () => idle() })
  }

  return {
    lines: () => taken.flatMap(({ lines }) => lines),
    /** @returns false when there is nothing more at the moment */
    async take(): Promise<boolean> {
      following ??= begin()
      const waits = new Promise<'waits'>(resolve => (idle = () => resolve('waits')))
      asked ??= following.next()
      const next = await Promise.race([asked, waits])
      if (next === 'waits') return false
      asked = undefined
      if (next.done === true) following = undefined
      else taken.push({ lines: next.value.bytes.toString().split('\n').slice(0, -1), cursor: next.value.cursor })
      return true
    },
    async end(): Promise<void> {
      stop.abort()
      const next = await asked
      if (next && next.done !== true)
        taken.push({ lines: next.value.bytes.toString().split('\n').slice(0, -1), cursor: next.value.cursor })
      await following?.return(undefined)
      following = asked = undefined
    },
    forget: () => void taken.pop(),
  }
}

/** What its follower hands over of the log, with the steps between its first line and two more around a renaming. */
async function followed(naming: 'shifted' | 'numbered', done: readonly Step[]) {
  const log = rotatedLog(naming)
  const follower = followerOf(log.file)
  const readOn = async () => {
    while (await follower.take());
  }
  log.do('line')
  await readOn()
  for (const { moment, deeds } of done) {
    if (moment === 'waits') await readOn()
    else if (moment === 'works') await follower.take()
    else await follower.end()
    if (moment === 'died' && follower.lines().length > 1) follower.forget()
    for (const deed of deeds) log.do(deed)
  }
  for (const deed of ['line', 'renamed', 'line'] as const) log.do(deed)
  // What it says to wait for may have come since it looked.
  await readOn()
  await readOn()
  await follower.end()
  log.remove()
  return { lines: follower.lines(), written: log.lines }
}

test('every line comes once, in order, however the log is rotated and cut, and whenever its follower ends or dies', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('shifted', 'numbered'), steps, async (naming, done) => {
      const { lines, written } = await followed(naming, done)
      expect(lines).toEqual(written)
    }),
    { numRuns: 60 },
  )
}, 120_000)

test.each<[string, readonly Step[]]>([
  [
    'copied and cut twice before anybody looked again',
    [
      { moment: 'waits', deeds: ['line'] },
      { moment: 'works', deeds: ['copied and cut', 'line', 'copied and cut', 'line'] },
    ],
  ],
  [
    'rotated again while the rest of the file before was read',
    [
      { moment: 'ended', deeds: ['line', 'renamed', 'line'] },
      { moment: 'works', deeds: ['renamed', 'line', 'renamed'] },
    ],
  ],
  [
    'copied and cut before any of its lines was read',
    [
      { moment: 'waits', deeds: ['copied and cut'] },
      { moment: 'waits', deeds: ['line', 'copied and cut'] },
    ],
  ],
  ['copied and cut, and renamed then', [{ moment: 'waits', deeds: ['copied and cut', 'line', 'renamed'] }]],
])('no line is lost of a log that was %s', async (_, done) => {
  for (const naming of ['shifted', 'numbered'] as const) {
    const { lines, written } = await followed(naming, done)
    expect(lines).toEqual(written)
  }
})
