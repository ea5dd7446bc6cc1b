/**
 * The fields of one CSV record (RFC 4180). `open`: a quoted field is not closed, the record goes on in the next line.
 * `malformed`: something other than the delimiter follows a closing quote.
 */
type CsvRecord = readonly string[] | 'open' | 'malformed'

/**
 * A quote inside a quoted field is doubled; cel_custom can be told to escape it with a backslash: that is tried
 * second.
 * @param usual how many fields the records around it have, if that is known: room for them is made at once
 */
export function csvRecord(text: string, delimiter: string, usual = 0): CsvRecord {
  if (!text.includes('"')) return text.split(delimiter)
  const doubled = scan(text, delimiter, false, usual)
  if (typeof doubled !== 'string' || !text.includes('\\"')) return doubled
  const escaped = scan(text, delimiter, true, usual)
  return typeof escaped === 'string' ? doubled : escaped
}

const [quote, backslash] = [0x22, 0x5c]

/** From quote to quote and from delimiter to delimiter: cel_custom quotes every field, and a row has twenty. */
function scan(text: string, delimiter: string, isEscaped: boolean, usual: number): CsvRecord {
  const fields = new Array<string>(usual)
  let count = 0
  let index = 0
  for (;;) {
    if (text.charCodeAt(index) === quote) {
      const start = index + 1
      let hasQuotes = false
      let end = text.indexOf('"', start)
      while (end >= 0 && isInside(text, end, isEscaped)) {
        hasQuotes = true
        end = text.indexOf('"', isEscaped ? end + 1 : end + 2)
      }
      if (end < 0) return 'open'
      const inside = end === start ? '' : text.slice(start, end)
      fields[count++] = hasQuotes ? inside.replaceAll(isEscaped ? '\\"' : '""', '"') : inside
      index = end + 1
      if (index < text.length && text[index] !== delimiter) return 'malformed'
    } else {
      const end = text.indexOf(delimiter, index)
      fields[count++] = end < 0 ? text.slice(index) : text.slice(index, end)
      index = end < 0 ? text.length : end
    }
    if (index < text.length) {
      index += 1
      if (index < text.length) continue
      fields[count++] = ''
    }
    fields.length = count
    return fields
  }
}

/** The quote belongs to the field. */
const isInside = (text: string, at: number, isEscaped: boolean): boolean =>
  isEscaped ? text.charCodeAt(at - 1) === backslash : text.charCodeAt(at + 1) === quote

/** One record as text: how a row that came from a database, not from a file, is kept as raw. */
export const csvText = (fields: readonly string[]): string =>
  fields.map(field => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
