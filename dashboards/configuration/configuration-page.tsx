import { AccessView } from '../access/access-view.tsx'
import { mayChangeConfiguration, mayReadConfiguration, maySeeWholePbx, useIdentity } from '../app/identity.ts'
import type { Identity } from '../graphql/session.ts'
import { firstSite, siteNameOf, SitesProvider, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { Segmented, Select } from '../ui/forms/controls.tsx'
import { EmptyState, Skeleton } from '../ui/notices.tsx'
import { ChangeList } from './change-list.tsx'
import { DocumentView } from './document-view.tsx'
import { FileView } from './file-view.tsx'
import { ObjectView } from './object-view.tsx'
import { PendingView } from './pending-view.tsx'
import { look, useLooking, views, type View } from './view.ts'
import './configuration.css'

/** What is configured, how it came about, what it makes, and what a change would do. */
export default function ConfigurationPage() {
  const t = useMessages()
  return mayReadConfiguration(useIdentity()) ? (
    <SitesProvider>
      <Configuration />
    </SitesProvider>
  ) : (
    <EmptyState icon="key" title={t.config.notYours}>
      <p>{t.config.notYoursHint}</p>
    </EmptyState>
  )
}

function Configuration() {
  const t = useMessages()
  const sites = useSites()
  const looking = useLooking()
  const identity = useIdentity()
  const site = sites.find(known => known.site === looking.site)?.site ?? firstSite(sites)
  const offered = views.filter(view => isViewOffered(view, identity))
  return (
    <div className="page configuration">
      <header className="page-head">
        <h1>{t.pageNames.configuration}</h1>
        {sites.length > 1 && site !== undefined ? (
          <Select
            label={t.site}
            value={site}
            options={sites.map(each => ({ value: each.site, label: siteNameOf(sites, each.site) }))}
            onChange={value => look({ site: value, node: '', file: '' })}
          />
        ) : null}
        <Segmented
          label={t.view}
          value={looking.view}
          options={offered.map(value => ({ value, label: t.config.views[value] }))}
          onChange={view => look({ view })}
        />
      </header>
      {site === undefined ? (
        <section className="card">
          <Skeleton rows={6} />
        </section>
      ) : (
        <Viewed key={site} view={offered.includes(looking.view) ? looking.view : 'objects'} site={site} />
      )}
    </div>
  )
}

/** Files, profiles and tokens are those of the whole PBX; what changes is for who may change it. */
const isViewOffered = (view: View, identity: Identity): boolean =>
  view === 'files' || view === 'access'
    ? maySeeWholePbx(identity)
    : view !== 'document' || mayChangeConfiguration(identity)

function Viewed({ view, site }: { view: View; site: string }) {
  switch (view) {
    case 'objects':
      return <ObjectView site={site} />
    case 'history':
      return <History site={site} />
    case 'files':
      return <FileView site={site} />
    case 'pending':
      return <PendingView site={site} />
    case 'document':
      return <DocumentView site={site} />
    case 'access':
      return <AccessView site={site} />
  }
}

function History({ site }: { site: string }) {
  const t = useMessages()
  return (
    <section className="card" aria-labelledby="history-title">
      <header className="card-head">
        <h2 id="history-title">{t.config.views.history}</h2>
        <span className="card-note">{t.config.newestFirst}</span>
      </header>
      <ChangeList site={site} />
    </section>
  )
}
