/** First bytes of files that people give by mistake. */
const signatures: readonly (readonly [bytes: string, what: string])[] = [
  ['\x89PNG', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['\x7fELF', 'an ELF program'],
  ['MZ', 'a Windows program'],
  ['%PDF', 'a PDF document'],
  ['PK\x03\x04', 'a ZIP archive (or an office document); unpack it first'],
  ['BZh', 'packed with bzip2; unpack it first'],
  ['\xfd7zXZ', 'packed with xz; unpack it first'],
  ['\x28\xb5\x2f\xfd', 'packed with zstd; unpack it first'],
  ['7z\xbc\xaf', 'a 7-Zip archive; unpack it first'],
  ['SQLite format 3', 'an SQLite database'],
  ['PGDMP', 'a PostgreSQL dump in its custom format'],
  ['\xff\xfe', 'text in UTF-16; convert it to UTF-8'],
  ['\xfe\xff', 'text in UTF-16; convert it to UTF-8'],
  ['RIFF', 'a sound or video file'],
  ['{\\rtf', 'an RTF document'],
]

/** What an input that is certainly not a log looks like. @returns undefined when it may be one. */
export function foreignFile(head: Buffer): string | undefined {
  if (head.length === 0) return 'empty'
  const start = head.toString('latin1', 0, 512)
  const signature = signatures.find(([bytes]) => start.startsWith(bytes))
  if (signature) return signature[1]
  if (head.toString('latin1', 257, 262) === 'ustar') return 'a tar archive; unpack it first'
  const text = start.trimStart().toLowerCase()
  if (/^(?:<!doctype html|<html|<head|<body)/.test(text)) return 'an HTML page'
  if (text.startsWith('<?xml') || text.startsWith('<svg')) return 'an XML document'
  if (text.startsWith('[')) return 'a JSON array (one object a line is expected)'
  if (/^--\s|^(?:insert into|create table|copy |set )/.test(text)) return 'SQL; export the table as CSV with a header'
  // A log may begin with a torn block, but it is not made of zeros.
  const zeros = head.subarray(0, 4096).reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
  return zeros > 1024 ? 'binary data' : undefined
}

/** Columns of a call detail record: what is most often taken for CEL. */
export const isCdrHeader = (columns: readonly string[]): boolean => {
  const names = new Set(columns.map(name => name.trim().toLowerCase()))
  return names.has('disposition') || (names.has('src') && names.has('dst')) || names.has('billsec')
}

/** A line of Master.csv of cdr_csv or cdr_custom, which have no header. */
export const looksLikeCdrLine = (line: string): boolean =>
  /[",](?:ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)"?,/.test(line) && /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(line)
