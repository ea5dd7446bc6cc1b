import fc from 'fast-check'
import { expect, test } from 'vitest'
import { section } from './conf-file.ts'
import {
  argumentText,
  callerIdText,
  cutAtBytes,
  dialplanArgument,
  dialplanText,
  mailOption,
  mailText,
  voicemailField,
} from './escape.ts'
import { mailEscapes, parseCallerId, separateArguments, substituteVariables } from './testing/asterisk-models.ts'
import { parseConf, valuesOf } from './testing/parse-conf.ts'
import { hostileText } from './testing/sample-configurations.ts'

/** Texts of one line, rich in signs that mean something to Asterisk. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from(';,"\\()[]{}$|<>=&^~:%#- \''), '${', '$[', ';--', '--;', '=>', '${VM_NAME}', '\\;'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 30 },
  )
  .map(parts =>
    parts
      .join('')
      .replace(/\p{Cc}+/gu, '')
      .trim(),
  )

/** What config.c makes of a setting with this value. */
const readBack = (value: string) => valuesOf(parseConf(section('s', [['name', value]])).sections[0], 'name')[0]

test('any text of one line is read back from a file as it was', () => {
  fc.assert(
    fc.property(texts, text => {
      expect(readBack(text)).toBe(text)
    }),
  )
})

test('line feeds and other control characters cannot end a line: they become blanks', () => {
  expect(readBack('a\nexec = x\r\n[section]\0b')).toBe('a exec = x [section] b')
})

test('arguments of an application are read back one by one, and nothing in them is evaluated', () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), given => {
      const line = readBack(`App(${given.map(dialplanArgument).join(',')})`) ?? ''
      const data = substituteVariables(line.slice(4, line.lastIndexOf(')')))
      expect(separateArguments(data)).toEqual(given)
    }),
  )
})

test('a value that Asterisk takes as it stands is not evaluated, even before a bracket of ours', () => {
  fc.assert(
    fc.property(texts, text => {
      expect(substituteVariables(`${dialplanText(text)}{x}`)).toBe(`${text}{x}`)
    }),
  )
})

test('fields of a member are read back, in a file in which variables mean nothing', () => {
  fc.assert(
    fc.property(texts, text => {
      expect(separateArguments(`${argumentText(text)},1`)).toEqual([text, '1'])
    }),
  )
})

test('a mail says what was written, with variables of messages and no function of the dialplan', () => {
  expect(mailText('Hello ${VM_NAME},\n\t${ORIG_VM_CIDNUM};', 100)).toBe('Hello ${VM_NAME},\\n\\t${ORIG_VM_CIDNUM};')
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 4 }), lines => {
      const written = lines.join('\n')
      const read = mailEscapes(readBack(mailText(written, 6000)) ?? '')
      expect(substituteVariables(read, { VM_NAME: '${VM_NAME}' })).toBe(written)
    }),
  )
  expect(() => substituteVariables(mailEscapes(mailText('${SHELL(id)}', 100)))).not.toThrow()
  expect(substituteVariables(mailText('${VM_NAME:${SHELL(id)}}', 100))).toBe('${VM_NAME:${SHELL(id)}}')
})

test('a mail that would make its line too long ends at a whole sign', () => {
  expect(mailText('a;b', 3)).toBe('a;')
  expect(mailText('a\nb', 2)).toBe('a')
  expect(mailText('é€', 4)).toBe('é')
})

test('a mailbox has its fields and options, whatever its name and mails say', () => {
  fc.assert(
    fc.property(texts, text => {
      const fields = `1234,${voicemailField(text)},a@b.c,,emailbody=${mailOption(text, 500)}|tz=x`.split(',')
      expect(fields).toHaveLength(5 + mailOption(text, 500).split(',').length - 1)
      expect(fields.slice(4).join(',').split('|')).toHaveLength(2)
    }),
  )
})

test('a caller ID has a name in quotes of 79 bytes at most, and its number', () => {
  expect(callerIdText('Alice', '1000')).toBe('"Alice" <1000>')
  expect(callerIdText('1000', null)).toBe('"1000"')
  expect(callerIdText(null, '1000')).toBe('<1000>')
  expect(callerIdText('"A" <1> \\', '2')).toBe('"\'A\' (1) /" <2>')
  fc.assert(
    fc.property(texts, fc.option(fc.constant('+33123')), (name, number) => {
      const read = parseCallerId(callerIdText(name || 'x', number))
      expect(read.number).toBe(number)
      expect(Buffer.byteLength(read.name ?? '')).toBeLessThan(80)
    }),
  )
})

test('a text is cut between characters, never within one', () => {
  expect(cutAtBytes('aé€😀', 3)).toBe('aé')
  expect(cutAtBytes('aé€😀', 9)).toBe('aé€')
  expect(cutAtBytes(hostileText, 1000)).toBe(hostileText)
  fc.assert(
    fc.property(texts, fc.nat(60), (text, most) => {
      const cut = cutAtBytes(text, most)
      expect(text.startsWith(cut)).toBe(true)
      expect(Buffer.from(cut, 'utf8').toString('utf8')).toBe(cut)
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most)
    }),
  )
})
