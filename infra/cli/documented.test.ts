import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { commands } from './commands.ts'

const page = readFileSync(path.join(import.meta.dirname, '../../docs/reference/command-line.md'), 'utf8')

/** What the reference has below the heading that names the command. */
function sectionOf({ name }: Command): string {
  const sections = page.split(/^## /m)
  return sections.find(section => section.split('\n', 1)[0]?.split(', ').includes(name)) ?? ''
}

/** Options that a text names, without those that every command has. */
const optionsIn = (text: string): string[] => {
  const named = [...text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, name = '']) => name)
  return [...new Set(named)].filter(name => !['data', 'json', 'quiet', 'help', 'version'].includes(name)).sort()
}

const namesOf = ({ options }: Command): string[] => Object.keys(options).sort()

test.each(commands)('the reference names every option of $name', command => {
  expect(optionsIn(sectionOf(command))).toEqual(expect.arrayContaining(namesOf(command)))
})

test.each(commands)('--help of $name names its options, and no other', command => {
  const own = command.usage.replaceAll(/ringledger ([a-z]+) .*/g, (call: string, name: string) =>
    name === command.name ? call : '',
  )
  expect(optionsIn(own)).toEqual(namesOf(command))
})

test('the reference has no heading of a command that is not there', () => {
  const headings = [...page.matchAll(/^## (.*)$/gm)].flatMap(([, heading = '']) => heading.split(', '))
  expect(headings.toSorted()).toEqual(['Everywhere', 'Environment', ...commands.map(({ name }) => name)].toSorted())
})

test('the reference names every variable of the environment that the program reads, and no other', () => {
  const root = path.join(import.meta.dirname, '../..')
  const sources = ['infra', 'ingest', 'bin'].flatMap(folder =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(ts|mjs)$/.test(name) && !/\.test\.ts$|(^|\/)testing\//.test(name))
      .map(name => readFileSync(path.join(root, folder, name), 'utf8')),
  )
  const variablesIn = (text: string) => [...text.matchAll(/\bRINGLEDGER_[A-Z_]+/g)].map(([name]) => name)
  const table = page.slice(page.indexOf('## Environment'), page.indexOf('## start, serve'))
  expect(new Set(variablesIn(table))).toEqual(new Set(sources.flatMap(variablesIn)))
})
