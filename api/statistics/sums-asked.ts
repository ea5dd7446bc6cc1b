import type { FieldNode } from 'graphql'
import { catalogue } from '../../domain/metrics/catalogue.ts'
import type { DefinitionOf, MetricDefinition } from '../../domain/metrics/definition.ts'
import type { QueueFigures } from '../../domain/metrics/figures.ts'

const isOfQueue = (definition: MetricDefinition): definition is DefinitionOf<'queue'> => definition.scope === 'queue'

const readsOf = new Map(catalogue.filter(isOfQueue).map(({ name, reads }) => [name, reads]))

/** Sums behind the fields that a client asks for, by their definitions; a field that is no figure needs none. */
export const queueSumsOf = (fields: readonly FieldNode[]): readonly (keyof QueueFigures)[] => [
  ...new Set(fields.flatMap(({ name }) => readsOf.get(name.value) ?? [])),
]
