import type { ApiTypes } from '../schema/builder.ts'
import type { BoardState } from '../live/queue-board.ts'
import { SourceHealthType } from '../status/source-type.ts'

type BoardFieldBuilder<B extends BoardState> = PothosSchemaTypes.ObjectFieldBuilder<
  PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>,
  B
>

/** What every board says of itself. */
export const boardFields = <B extends BoardState>(t: BoardFieldBuilder<B>) => ({
  now: t.field({
    type: 'DateTime',
    description: 'Clock of the server when it computed this.',
    resolve: ({ now }) => now,
  }),
  position: t.field({
    type: 'Position',
    description: 'The board holds every event up to this position of the log.',
    resolve: ({ position }) => position,
  }),
  dataAge: t.float({
    nullable: true,
    description:
      'Seconds from the newest fact of the sources below to `now`; null when none has come yet. It grows when nothing happens, and when nothing comes: `sources` tells which.',
    resolve: ({ dataAge }) => dataAge,
  }),
  sources: t.field({
    type: [SourceHealthType],
    description: 'The sources that the board depends on.',
    resolve: ({ sources }) => [...sources],
  }),
})
