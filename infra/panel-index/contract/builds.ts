import { expect, test } from 'vitest'
import { found, visitAt, withIndex, written, type MakeIndex } from './helpers.ts'

export function buildRules(make: MakeIndex): void {
  test(
    'an index beside is filled without readers noticing, and then takes the place of the other for all',
    withIndex(make, async ({ index, other, refresh }) => {
      await index.write(written(visitAt('old'), visitAt('both', { outcome: 'OPEN' })))
      await index.moveTo({ position: 5, meaning: 'visits 1' })
      const build = await index.beside()
      expect(await build.checkpoint()).toEqual({ position: 0, meaning: '' })
      await build.write(written(visitAt('both')))
      await build.moveTo({ position: 5, meaning: 'visits 2' })
      await refresh()
      expect((await found(other)).map(({ id }) => id)).toEqual(['old', 'both'])
      expect(await build.switch()).toBe(true)
      await refresh()
      expect(await found(other)).toMatchObject([{ id: 'both', outcome: 'ANSWERED' }])
      expect(await other.checkpoint()).toEqual({ position: 5, meaning: 'visits 2' })
      await other.write(written(visitAt('next')))
      expect(await index.held('VISIT', ['next', 'old'])).toEqual(new Set(['next']))
    }),
  )

  test(
    'it is not switched while the other stands further on: figures never go back',
    withIndex(make, async ({ index }) => {
      await index.moveTo({ position: 9, meaning: 'visits 1' })
      const build = await index.beside()
      await build.moveTo({ position: 8, meaning: 'visits 1' })
      expect(await build.switch()).toBe(false)
      await build.moveTo({ position: 9, meaning: 'visits 1' })
      expect(await build.switch()).toBe(true)
    }),
  )

  test(
    'one that is given up leaves nothing behind, and another can be begun',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(written(visitAt('old')))
      const abandoned = await index.beside()
      await abandoned.write(written(visitAt('lost')))
      await abandoned.drop()
      const build = await index.beside()
      expect(await build.held('VISIT', ['lost'])).toEqual(new Set())
      await build.drop()
      await refresh()
      expect((await found(index)).map(({ id }) => id)).toEqual(['old'])
    }),
  )
}
