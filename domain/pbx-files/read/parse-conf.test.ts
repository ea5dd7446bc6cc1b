import { expect, test } from 'vitest'
import { parseConf, type ReadConf } from './parse-conf.ts'

const reading =
  (files: Readonly<Record<string, string>>): ReadConf =>
  path =>
    Object.entries(files).flatMap(([name, text]) =>
      name === path || (path.endsWith('/*.conf') && name.startsWith(path.slice(0, -6))) ? [{ path: name, text }] : [],
    )

const parsed = (text: string, more: Readonly<Record<string, string>> = {}) => {
  const { sections, problems } = parseConf('a.conf', reading({ 'a.conf': text, ...more }))
  return {
    sections: sections.map(({ name, settings }) => [name, ...settings.map(one => `${one.name}=${one.value}`)]),
    problems: problems.map(({ file, line, key, message }) => `${file}:${line} ${key ?? '-'}: ${message}`),
  }
}

test('settings are written with = or =>, with blanks or without, and an equals sign in the value is one', () => {
  expect(parsed('[a]\nb=c\nd => e f\n g = h=i \n').sections).toEqual([['a', 'b=c', 'd=e f', 'g=h=i']])
})

test('comments end a line or go over several; a semicolon behind a backslash is a letter', () => {
  expect(parsed('[a] ; x\nb=c;d\n;e=f\ng=h\\;i\n;-- j=k\nl=m --;n=o\n;---- p\nq=r\n').sections).toEqual([
    ['a', 'b=c', 'g=h;i', 'n=o', 'q=r'],
  ])
})

test('a template gives its settings first, and is no section itself', () => {
  const text = '[base](!)\nx=1\ny=1\n[more](!,base)\ny=2\n[a](more)\nz=3\n'
  expect(parsed(text).sections).toEqual([['a', 'x=1', 'y=1', 'y=2', 'z=3']])
})

test('(+) adds to the section before, += to the value before', () => {
  expect(parsed('[a]\nx=1\n[b]\n[a](+)\ny=2\nx+=,2\n').sections).toEqual([['a', 'x=1', 'y=2', 'x=1,2'], ['b']])
})

test('included files stand where they are included, by name or pattern, and say their own lines', () => {
  const more = { 'd/1.conf': 'y=2\n', 'd/2.conf': '[b]\nbroken\n' }
  expect(parsed('[a]\nx=1\n#include "d/*.conf"\n', more)).toEqual({
    sections: [['a', 'x=1', 'y=2'], ['b']],
    problems: ['d/2.conf:2 -: this line is no setting: broken'],
  })
})

test('what cannot be read is told, and the rest is read; #tryinclude may fail', () => {
  expect(
    parsed('x=1\n#include gone.conf\n#tryinclude gone.conf\n#exec /bin/true\n[a](none)\n[b\nc=1\n[d]\ne=1\n'),
  ).toEqual({
    sections: [['a'], ['d', 'e=1']],
    problems: [
      'a.conf:1 x: no section begins before it',
      'a.conf:2 gone.conf: gone.conf is included and cannot be read',
      'a.conf:4 -: this line is no setting: #exec /bin/true',
      'a.conf:5 a: there is no template none',
      'a.conf:6 -: this line begins no section: [b',
      'a.conf:7 c: no section begins before it',
    ],
  })
})

test('files that include each other end', () => {
  expect(parsed('[a]\n#include a.conf\n').problems).toContain('a.conf:2 a.conf: a.conf is included and cannot be read')
})
