import { describe, expect, test } from 'vitest'
import { after, given, when } from '../configuration/testing/given.ts'

const sound = (more = {}) => ({ defineSoundFile: { name: 'closed', directory: 'playback', ...more } })
const context = { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } }
const incall = {
  defineIncall: {
    number: '3000',
    context: 'from-extern',
    destination: { sound: { sound: 'playback/closed' } },
    greeting: 'vm-goodbye',
  },
}
const queue = {
  defineQueue: {
    name: 'sales',
    displayName: 'Sales',
    announcements: { periodic: ['acd/wait', 'playback/closed'] },
  },
}

describe('a sound file', () => {
  test('is known by name and directory; repeated it changes nothing', () => {
    expect(when(given(), sound())).toEqual({ events: ['SoundFileDefined closed@playback'] })
    expect(when(given(sound()), sound())).toEqual({ events: [] })
  })

  test('lies in the directory of sounds, and has a digest', () => {
    expect(when(given(), sound({ directory: '../etc', sha256: 'abc' }))).toEqual({
      rejections: ['commands[0].defineSoundFile.directory directory', 'commands[0].defineSoundFile.sha256 sha256'],
    })
  })

  test('need not be known to be played: the PBX came with others', () => {
    expect(when(given(context), incall)).toEqual({ events: ['IncallDefined 3000@from-extern'] })
  })

  test('is not removed while something plays it, in a list too', () => {
    const remove = { removeSoundFile: { name: 'closed', directory: 'playback' } }
    const before = given(sound(), context)
    expect(when(before, remove)).toEqual({ events: ['SoundFileRemoved closed@playback'] })
    expect(when(after(before, incall), remove)).toEqual({ rejections: ['commands[0].removeSoundFile inUse'] })
    expect(when(after(before, queue), remove)).toEqual({ rejections: ['commands[0].removeSoundFile inUse'] })
  })
})
