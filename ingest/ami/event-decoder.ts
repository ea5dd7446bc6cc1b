import type { AmiRules } from '../../domain/pbx/ami-fact.ts'
import type { SourceClock } from '../../domain/pbx/source-time.ts'
import type { InputForm } from '../input-form.ts'
import type { Row, RowDecoder } from '../row-decoder.ts'
import { eventRows } from './event-rows.ts'

/** The decoder of a recording of events: JSON, one a line, or packets with a blank line behind each. */
export function eventDecoder(
  { form }: InputForm & { kind: 'ami' },
  clock: SourceClock,
  input: string,
  rules: AmiRules,
): RowDecoder & { dropped(): number } {
  const events = eventRows(clock, input, rules)
  let open: { readonly first: number; readonly lines: string[] } | undefined

  const add = (row: Row | undefined, rows: Row[]): void => {
    if (row) rows.push(row)
  }

  function close(rows: Row[]): void {
    if (open) add(events.ofPacket(open.lines.join('\n'), open.first, undefined), rows)
    open = undefined
  }

  return {
    line(text, number, rows) {
      if (typeof text !== 'string') rows.push(events.ofOversized(text, number))
      else if (form === 'json') {
        if (text !== '') add(events.ofJson(text, number), rows)
      } else if (text === '') close(rows)
      else {
        open ??= { first: number, lines: [] }
        open.lines.push(text)
      }
    },
    hasOpenRecord: () => open !== undefined,
    end: close,
    dropped: () => events.dropped(),
  }
}
