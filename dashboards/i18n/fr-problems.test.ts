import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { problemInFrench, problemSentences } from './fr-problems.ts'

const root = path.join(import.meta.dirname, '../..')

/** What the rooms say in which these sentences are made. */
const said = ['ingest', 'infra', 'api'].map(textsIn).join('\n')

function textsIn(folder: string): string {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
  const sources = names.filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return sources.map(name => readFileSync(path.join(root, folder, name), 'utf8')).join('\n')
}

test('what the server says of a source is told in French, with what it names in its place', () => {
  expect(
    problemInFrench(
      '/var/log/asterisk/queue_log: there is no such file; it is read as soon as there is one. If the PBX writes elsewhere, configure that path',
    ),
  ).toBe(
    '/var/log/asterisk/queue_log : ce fichier n’existe pas ; il sera lu dès qu’il existera. Si le PBX écrit ailleurs, configurez ce chemin',
  )
  expect(
    problemInFrench(
      'The database at 10.0.0.7:5432 refuses the password of user stats; correct the url of the source (password authentication failed for user "stats")',
    ),
  ).toBe(
    'La base de données à 10.0.0.7:5432 refuse le mot de passe de l’utilisateur stats ; corrigez l’url de la source (password authentication failed for user "stats")',
  )
  expect(problemInFrench('the disk is on fire')).toBe('the disk is on fire')
})

test('every sentence is still one that the server says, and names as much in French', () => {
  for (const [english, french] of problemSentences) {
    const fragments = english.split(/\{\}|; /).map(part => part.replace(/^: | ?\($|^\)$/g, '').trim())
    expect(fragments.filter(part => part.length > 8 && !said.includes(part))).toEqual([])
    expect(french.split('{}')).toHaveLength(english.split('{}').length)
    expect(problemInFrench(english.replaceAll('{}', 'x1'))).toBe(french.replaceAll('{}', 'x1'))
  }
})
