import { useQuery } from '@apollo/client/react'
import { newOne, useDrawerAddress } from '../app/drawer-address.ts'
import { messageOf } from '../graphql/errors.ts'
import { useMessages } from '../i18n/language.ts'
import { EmptyState } from '../ui/notices.tsx'
import { AccessCard } from './access-card.tsx'
import { AccessRow, AccessTable } from './access-table.tsx'
import { ServiceDrawer } from './service-drawer.tsx'
import { servicesDocument, type ServiceAccess } from './service-queries.ts'

interface ServicesProps {
  readonly site: string
  readonly mayChange: boolean
}

/** Programs that get tokens by login and password, and what these open. */
export function Services({ site, mayChange }: ServicesProps) {
  const t = useMessages()
  const { data, error, refetch } = useQuery(servicesDocument, { variables: { site }, fetchPolicy: 'no-cache' })
  const { opened, open, close } = useDrawerAddress('service')
  const choices = data?.configuration
  const services = choices?.services.edges.map(({ node }) => node)
  const service = services?.find(({ login }) => login === opened)
  return (
    <AccessCard
      headingId="services-title"
      title={t.access.services}
      note={t.access.servicesNote}
      making={mayChange ? { label: t.access.newService, onStart: () => open(newOne) } : undefined}
      rows={services}
      problem={error && messageOf(error)}
      onRetry={() => void refetch()}
      empty={<EmptyState icon="key" title={t.access.noServices} />}
      table={shown => <ServiceTable services={shown} onOpen={mayChange ? ({ login }) => open(login) : undefined} />}
    >
      {mayChange && choices && (service || opened === newOne) ? (
        <ServiceDrawer
          site={site}
          service={service}
          choices={choices}
          onClose={close}
          onDone={() => {
            close()
            void refetch()
          }}
        />
      ) : null}
    </AccessCard>
  )
}

interface ServiceTableProps {
  readonly services: readonly ServiceAccess[]
  readonly onOpen: ((service: ServiceAccess) => void) | undefined
}

function ServiceTable({ services, onOpen }: ServiceTableProps) {
  const t = useMessages()
  return (
    <AccessTable caption={t.access.services} columns={[t.login, t.access.role, t.access.opens, t.access.sees]}>
      {services.map(service => (
        <AccessRow
          key={service.login}
          name={service.login}
          note={service.description ? <span className="cell-note">{service.description}</span> : null}
          onOpen={onOpen && (() => onOpen(service))}
          cells={[
            t.access.roles[service.role],
            service.acl.join(', ') || t.access.nothing,
            reachOf(service).join(', ') || t.access.allOfItsSites,
          ]}
        />
      ))}
    </AccessTable>
  )
}

const reachOf = ({ queues, agentGroups, entities }: ServiceAccess): readonly string[] => [
  ...queues,
  ...agentGroups,
  ...entities,
]
