import type { TimeSpan } from '../../projections/periodic/intervals.ts'
import type { ApiTypes } from '../schema/builder.ts'

type RowFieldBuilder<Row> = PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>, Row>

/** Of which time a row tells. */
export const intervalFields = <Row extends TimeSpan>(t: RowFieldBuilder<Row>) => ({
  start: t.field({
    type: 'DateTime',
    description: 'Start of the interval, cut to the period.',
    resolve: ({ start }) => start,
  }),
  end: t.field({
    type: 'DateTime',
    description: 'End of the interval, cut to the period; the first instant outside.',
    resolve: ({ end }) => end,
  }),
})
