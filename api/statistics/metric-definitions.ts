import { catalogue, definitionsNamed } from '../../domain/metrics/catalogue.ts'
import type { MetricDefinition, Text } from '../../domain/metrics/definition.ts'
import { builder } from '../schema/builder.ts'
import { needs } from '../rights/rights.ts'

const LanguageType = builder.enumType('Language', {
  description: 'Languages that figures are explained in.',
  values: { EN: { value: 'en', description: 'English.' }, FR: { value: 'fr', description: 'French.' } } as const,
})

const MetricScopeType = builder.enumType('MetricScope', {
  description: 'What one value of a figure is about.',
  values: {
    QUEUE: { value: 'queue', description: 'A queue, or a group of visits, in an interval.' },
    AGENT: { value: 'agent', description: 'An agent in an interval.' },
    AGENT_QUEUE: { value: 'agent x queue', description: 'An agent in one queue in an interval.' },
    LIVE_QUEUE: { value: 'live queue', description: 'A queue now.' },
    LIVE_AGENT: { value: 'live agent', description: 'An agent now.' },
    VISIT: { value: 'visit', description: 'One stay of a call in a queue.' },
    CALL: { value: 'call', description: 'One call.' },
  } as const,
})

const MetricUnitType = builder.enumType('MetricUnit', {
  description: 'Unit of a figure.',
  values: {
    COUNT: { value: 'count', description: 'A whole number.' },
    SECONDS: { value: 'seconds', description: 'Seconds, with a fraction.' },
    RATIO: { value: 'ratio', description: 'A share, 0 to 1.' },
    PERCENT: { value: 'percent', description: 'Per cent, 0 to 100, and beyond where the source wants it.' },
    PER_HOUR: { value: 'per hour', description: 'So many an hour.' },
    INSTANT: { value: 'instant', description: 'An instant.' },
    TEXT: { value: 'text', description: 'A name.' },
  } as const,
})

const AvailabilityType = builder.enumType('MetricAvailability', {
  description: 'Whether a figure has values.',
  values: {
    AVAILABLE: { value: 'queue_log', description: 'Computed, from queue_log.' },
    FROM_CALLS: { value: 'calls', description: 'Counted in the history of calls, which needs CEL or AMI.' },
    NEEDS_CEL_OR_AMI: {
      value: 'needs CEL or AMI',
      description: 'queue_log does not know it: another source is needed.',
    },
    NEEDS_CONFIGURATION: {
      value: 'needs configuration',
      description: 'The call center has to decide first: schedules, pay rules, forms.',
    },
    NOT_COMPUTED_YET: { value: 'not computed yet', description: 'Defined, but nothing computes it yet.' },
  } as const,
})

const language = builder.args(t => ({
  language: t.field({ type: LanguageType, description: 'Language of the text; English when left out.' }),
}))

const inLanguage = (text: Text, args: { language?: keyof Text | null | undefined }) => text[args.language ?? 'en']

const MetricDefinitionType = builder.objectRef<MetricDefinition>('MetricDefinition').implement({
  description: 'What a figure means. Declared once; everything that shows the figure prints this.',
  fields: t => ({
    name: t.exposeString('name', { description: 'Name of the GraphQL field or the column. Unique in its scope.' }),
    scope: t.expose('scope', { type: MetricScopeType, description: 'What one value is about.' }),
    label: t.string({
      args: language,
      description: 'Name for people.',
      resolve: ({ label }, args) => inLanguage(label, args),
    }),
    description: t.string({
      args: language,
      description: 'What it is, in one sentence.',
      resolve: ({ description }, args) => inLanguage(description, args),
    }),
    unit: t.expose('unit', { type: MetricUnitType, description: 'Its unit.' }),
    formula: t.exposeString('formula', {
      description: 'How it is computed, over the primitives of products-and-metrics 2.1.',
    }),
    source: t.exposeString('source', { description: 'Sections of the specification that it was taken from.' }),
    traps: t.stringList({
      description: 'What is easily misunderstood, and where other products count otherwise.',
      resolve: ({ traps }) => [...traps],
    }),
    availability: t.expose('availability', { type: AvailabilityType, description: 'Whether it has values.' }),
    printedIn: t.stringList({
      description: 'Where it stands under its name: GraphQL types and SQL tables.',
      resolve: ({ printedIn }) => [...printedIn],
    }),
    aliases: t.stringList({
      description: 'Other names of the same figure in the field.',
      resolve: ({ aliases }) => [...aliases],
    }),
  }),
})

builder.queryField('metricDefinitions', t =>
  t.field({
    type: [MetricDefinitionType],
    description:
      'The definitions of all figures, or of those named; old spellings are found too. A name that means nothing finds nothing.',
    args: {
      names: t.arg.stringList({
        description: 'Names or aliases, e.g. `abandonRate`, `ASA`. All figures when left out.',
      }),
    },
    extensions: { ...needs('readMetricDefinitions'), rows: catalogue.length },
    resolve: (_, { names }) => [...definitionsNamed(names ?? undefined)],
  }),
)
