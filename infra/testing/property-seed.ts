import fc from 'fast-check'
import { wholeOfEnvironment } from './whole-of-environment.ts'

/**
 * Properties are tried on the same cases in every run: whether a commit passes must not depend on chance. `npm run properties` tries others.
 * RINGLEDGER_TEST_SEED is the seed that fast-check prints when a property fails.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: wholeOfEnvironment('RINGLEDGER_TEST_SEED', 2026) })
