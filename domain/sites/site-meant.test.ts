import { expect, test } from 'vitest'
import { sampleSite, siteMeant } from './site-meant.ts'

const lab = { ...sampleSite, demo: false }
const demo = { site: 'demo', displayName: 'Demonstration', demo: true }
const paris = { site: 'paris', displayName: 'Paris', demo: false }
const lyon = { site: 'lyon', displayName: 'Lyon', demo: false }

test('the site that is named is meant, whatever it is', () => {
  expect(siteMeant([lab, paris], 'lab')).toEqual({ site: 'lab' })
  expect(siteMeant([paris], 'rome')).toEqual({ problem: 'unknown' })
})

test('the recording is never meant beside another one, a demonstration never beside a real one', () => {
  expect(siteMeant([demo, lab], undefined)).toEqual({ site: 'demo' })
  expect(siteMeant([lab, paris], undefined)).toEqual({ site: 'paris' })
  expect(siteMeant([demo, lab, paris], null)).toEqual({ site: 'paris' })
  expect(siteMeant([lab], undefined)).toEqual({ site: 'lab' })
})

test('of several real ones any may be meant; without any there is none', () => {
  expect(siteMeant([demo, lab, lyon, paris], undefined)).toEqual({ problem: 'several', among: ['lyon', 'paris'] })
  expect(siteMeant([], undefined)).toEqual({ problem: 'none' })
})

test('a site of somebody that is called lab too is a real one', () => {
  expect(siteMeant([{ ...lab, displayName: 'Laboratory' }, demo], undefined)).toEqual({ site: 'lab' })
})
