import { gql, type TypedDocumentNode } from '@apollo/client'
import { useQuery } from '@apollo/client/react'
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { setInFrench } from '../../i18n/french-typography.ts'
import { trapInFrench } from '../../i18n/fr-traps.ts'
import { useLanguage, type Language } from '../../i18n/language.ts'

/** What the server declares of a figure (metricDefinitions), in the language of the reader. */
export interface Definition {
  readonly name: string
  readonly scope: string
  readonly label: string
  readonly description: string
  readonly unit: string
  readonly formula: string
  readonly source: string
  readonly traps: readonly string[]
  readonly availability: string
}

interface DefinitionsData {
  readonly metricDefinitions: readonly Definition[]
}

export const definitionsDocument: TypedDocumentNode<DefinitionsData, { readonly language: 'EN' | 'FR' }> = gql`
  query Definitions($language: Language!) {
    metricDefinitions {
      name
      scope
      label(language: $language)
      description(language: $language)
      unit
      formula
      source
      traps
      availability
    }
  }
`

type Definitions = ReadonlyMap<string, Definition>

const DefinitionsContext = createContext<Definitions>(new Map())

/** A name means one figure within a scope only: `answered` of a queue is not `answered` of an agent. */
export const metricKey = (scope: string, name: string): string => `${scope}:${name}`

export function DefinitionsProvider({ children }: { children: ReactNode }) {
  const language = useLanguage()
  const { data, previousData } = useQuery(definitionsDocument, {
    variables: { language: language === 'fr' ? 'FR' : 'EN' },
    fetchPolicy: 'no-cache',
  })
  const known = data ?? previousData
  const definitions = useMemo(
    () =>
      new Map(known?.metricDefinitions.map(each => [metricKey(each.scope, each.name), setForReading(each, language)])),
    [known, language],
  )
  return <DefinitionsContext value={definitions}>{children}</DefinitionsContext>
}

const setForReading = (definition: Definition, language: Language): Definition =>
  language === 'fr'
    ? {
        ...definition,
        label: setInFrench(definition.label),
        description: setInFrench(definition.description),
        traps: definition.traps.map(trapInFrench),
      }
    : definition

/** @param metric `SCOPE:name`, e.g. `QUEUE:abandonRate` */
export function useDefinition(metric: string | undefined): Definition | undefined {
  const definitions = useContext(DefinitionsContext)
  return metric === undefined ? undefined : definitions.get(metric)
}
