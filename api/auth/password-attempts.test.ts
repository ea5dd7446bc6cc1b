import { expect, test } from 'vitest'
import { passwordAttempts } from './password-attempts.ts'
import { createThrottle } from './throttle.ts'

const world = () => {
  const attempt = passwordAttempts(createThrottle(), () => 0)
  let tried = 0
  const find = async () => {
    tried++
    await Promise.resolve()
    return { refusedAt: [] }
  }
  return { tried: () => tried, guess: (login: string, address: string) => attempt({ login, address }, find) }
}

test('no more passwords are tried at once than one after the other: of a login', async () => {
  const { tried, guess } = world()
  await Promise.all(Array.from({ length: 50 }, (_, i) => guess('sarah', `192.0.2.${i}`)))
  expect(tried()).toBe(20)
  expect(await guess('sarah', '198.51.100.1')).toEqual({ wait: 300 })
  expect(await guess('ted', '198.51.100.1')).toEqual({ refusedAt: [] })
})

test('and from an address', async () => {
  const { tried, guess } = world()
  await Promise.all(Array.from({ length: 50 }, (_, i) => guess(`user${i}`, '192.0.2.1')))
  expect(tried()).toBe(20)
  expect(await guess('ted', '192.0.2.1')).toEqual({ wait: 60 })
})
