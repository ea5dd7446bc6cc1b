import { useQuery } from '@apollo/client/react'
import { newOne, useDrawerAddress } from '../app/drawer-address.ts'
import { messageOf } from '../graphql/errors.ts'
import { useMessages } from '../i18n/language.ts'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { TableFrame } from '../ui/table-frame.tsx'
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
    <section className="card" aria-labelledby="services-title">
      <header className="card-head">
        <div>
          <h2 id="services-title">{t.access.services}</h2>
          <p className="card-note">{t.access.servicesNote}</p>
        </div>
        {mayChange ? (
          <button type="button" className="button button-primary" onClick={() => open(newOne)}>
            {t.access.newService}
          </button>
        ) : null}
      </header>
      {error ? <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} /> : null}
      {services === undefined ? (
        error ? null : (
          <Skeleton rows={2} height="2.5rem" />
        )
      ) : services.length === 0 ? (
        <EmptyState icon="key" title={t.access.noServices} />
      ) : (
        <ServiceTable services={services} onOpen={mayChange ? ({ login }) => open(login) : undefined} />
      )}
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
    </section>
  )
}

interface ServiceTableProps {
  readonly services: readonly ServiceAccess[]
  readonly onOpen: ((service: ServiceAccess) => void) | undefined
}

function ServiceTable({ services, onOpen }: ServiceTableProps) {
  const t = useMessages()
  return (
    <TableFrame>
      <table className="table access-table">
        <caption className="visually-hidden">{t.access.services}</caption>
        <thead>
          <tr>
            {[t.login, t.access.role, t.access.opens, t.access.sees].map(label => (
              <th key={label} scope="col" className="start">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {services.map(service => (
            <tr
              key={service.login}
              className={onOpen ? 'selectable' : undefined}
              onClick={onOpen ? () => onOpen(service) : undefined}
            >
              <th scope="row" className="start">
                {onOpen ? (
                  <button type="button" className="row-button">
                    {service.login}
                  </button>
                ) : (
                  service.login
                )}
                {service.description ? <span className="cell-note">{service.description}</span> : null}
              </th>
              <td className="start">{t.access.roles[service.role]}</td>
              <td className="start">{service.acl.join(', ') || t.access.nothing}</td>
              <td className="start">{reachOf(service).join(', ') || t.access.allOfItsSites}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

const reachOf = ({ queues, agentGroups, entities }: ServiceAccess): readonly string[] => [
  ...queues,
  ...agentGroups,
  ...entities,
]
