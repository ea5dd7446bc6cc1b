import fc from 'fast-check'
import { wholeOfEnvironment } from './whole-of-environment.ts'

const factor = wholeOfEnvironment('RINGLEDGER_TEST_FACTOR', 1)

/** Shorter than any limit that a test sets itself, so that what has been found is reported. */
const longestSearchMs = 45_000
const runsByDefault = 100

// Before a test puts another clock in its place.
const now = performance.now.bind(performance)

/** Ends between two runs, also while a counterexample is made smaller: one that goes on would get in the way of the next test. */
function stopsAfter<Case>(milliseconds: number): fc.Plugin<Case> {
  return () => {
    const end = now() + milliseconds
    return { decorateRun: run => value => (now() < end ? run(value) : new fc.PreconditionFailure(true)) }
  }
}

const withMoreCases = <Case>(asked: fc.Parameters<Case> = {}): fc.Parameters<Case> => ({
  ...asked,
  numRuns: (asked.numRuns ?? runsByDefault) * factor,
  plugins: [...(asked.plugins ?? []), stopsAfter(longestSearchMs)],
})

function assert<Case>(property: fc.IAsyncProperty<Case>, asked?: fc.Parameters<Case>): Promise<void>
function assert<Case>(property: fc.IProperty<Case>, asked?: fc.Parameters<Case>): void
function assert<Case>(property: fc.IRawProperty<Case>, asked?: fc.Parameters<Case>): Promise<void> | void {
  return fc.assert(property, withMoreCases(asked))
}

export default { ...fc, assert }
