/**
 * The one place where texts of people become part of a file of Asterisk. No text can end a line, begin a comment, a section, an
 * argument or a variable. What cannot be written in a place (a comma in a field of voicemail.conf) is replaced there.
 */

/** A value in any file: all that config.c looks at in a value is `;` and the end of the line; blanks around a value are lost anyway. */
export const configText = (text: string): string =>
  meansSomething.test(text) ? oneLine(text).replaceAll(';', '\\;') : text
/** One look at most values: a file of 5,000 lines has 200,000. */
const meansSomething = /[;\p{Cc}]|^\s|\s$/u

/** Formats refuse control characters already; this holds whatever a format lets through. */
const oneLine = (text: string): string =>
  controlCharacter.test(text) ? text.replace(controlCharacters, ' ').trim() : text.trim()
const controlCharacter = /\p{Cc}/u
const controlCharacters = /\p{Cc}+/gu

/**
 * A text of the dialplan that Asterisk takes as it stands but for variables: the value of Set(), of a global. A $ that would begin
 * a variable or an expression is parted from its bracket by a variable that is never set.
 */
export const dialplanText = (text: string): string => oneLine(text).replace(/\$(?=[{[]|$)/g, `$$${nothing}`)
const nothing = '${RINGLEDGER_NOTHING}'

/** An argument of an application or function that splits its arguments (AST_STANDARD_APP_ARGS): a backslash makes any sign a letter. */
export const dialplanArgument = (text: string): string => dialplanText(argumentText(text))

/** As `dialplanArgument`, where variables are not replaced: a field of a member of queues.conf. */
export const argumentText = (text: string): string => oneLine(text).replace(/[\\,"()[\]]/g, '\\$&')

/** A field of a mailbox: commas part the fields and bars the options, and neither can be escaped (append_mailbox in app_voicemail). */
export const voicemailField = (text: string): string => oneLine(text).replace(/[,|]/g, ' ')

/**
 * A text of a mail: lines are written as \\n (substitute_escapes in app_voicemail). Asterisk replaces variables in it, and functions
 * such as SHELL() too: only its own variables of messages are left. It is cut where the line would be too long to be read.
 */
export const mailText = (text: string, maxBytes: number): string => mail(text, maxBytes, '|')

/** A text of a mail among the options of a mailbox, where a bar would begin the next one. */
export const mailOption = (text: string, maxBytes: number): string => mail(text, maxBytes, ' ')

function mail(text: string, maxBytes: number, bar: string): string {
  let written = ''
  let bytes = 0
  for (const [piece] of text.matchAll(mailPiece)) {
    const one =
      mailSigns[piece] ?? (piece === '|' ? bar : piece.startsWith('$') && piece.length === 2 ? apart(piece) : piece)
    bytes += utf8Bytes(one) + (one === ';' ? 1 : 0)
    if (bytes > maxBytes) break
    written += one
  }
  return written
}

/** A variable of a message, a beginning of another one, or one character. */
const mailPiece = /\$\{(?:ORIG_)?VM_[A-Z_]+\}|\$[{[]|[^]/gu
const mailSigns: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t' }
const apart = (beginning: string): string => `$${nothing}${beginning.slice(1)}`

/**
 * `"Name" <number>`. Asterisk keeps 79 bytes of a name: it is cut at a character. The name alone stays in quotes, or it could be a
 * number. Quotes and brackets are replaced: not every release lets them be escaped (ast_callerid_parse).
 */
export function callerIdText(name: string | null, number: string | null): string {
  const quoted = name === null ? '' : `"${cutAtBytes(shownName(name), 79)}"`
  if (number === null) return quoted
  return quoted === '' ? `<${number}>` : `${quoted} <${number}>`
}

const shownName = (name: string): string => oneLine(name).replace(/["\\<>]/g, sign => shown[sign] ?? sign)
const shown: Readonly<Record<string, string>> = { '"': "'", '\\': '/', '<': '(', '>': ')' }

/** The longest beginning of whole characters that is not longer in UTF-8: Asterisk cuts anywhere. */
export function cutAtBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += bytesOf(character)
    if (bytes > maxBytes) return text.slice(0, end)
    end += character.length
  }
  return text
}

function utf8Bytes(text: string): number {
  let bytes = 0
  for (const character of text) bytes += bytesOf(character)
  return bytes
}

function bytesOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4
}
