import { useQuery } from '@apollo/client/react'
import { mayChangeConfiguration, useIdentity } from '../app/identity.ts'
import { Link } from '../app/link.tsx'
import { routes } from '../app/location.ts'
import { messageOf } from '../graphql/errors.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import type { Agent } from '../live-board/board.ts'
import { useSiteNow } from '../live-board/site-clock.ts'
import { StandstillMark } from '../live-board/health/standstill.tsx'
import { StateBadge } from '../live-board/agents/state-badge.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { Elapsed } from '../ui/elapsed.tsx'
import { Icon } from '../ui/icons.tsx'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { LoginForm, LogoutButton, PauseForm, UnpauseButton } from './presence-forms.tsx'
import { agentControlsDocument, type AgentControls, type Obstacle } from './queries.ts'
import { QueueForms } from './queue-forms.tsx'
import './agent-drawer.css'

interface AgentDrawerProps {
  /** As the board has him now: his state goes on while the drawer is open. */
  readonly agent: Agent
  readonly onClose: () => void
}

/** What a supervisor does to one agent: log in and out, pause, move between queues. */
export function AgentDrawer({ agent, onClose }: AgentDrawerProps) {
  const t = useMessages()
  const now = useSiteNow(agent.site)
  const site = siteNameOf(useSites(), agent.site)
  const note = agent.name === agent.agent ? site : `${agent.agent} · ${site}`
  const { data, error, refetch } = useQuery(agentControlsDocument, {
    variables: { site: agent.site, agent: agent.agent },
    fetchPolicy: 'no-cache',
  })
  return (
    <Drawer title={agent.name} note={note} onClose={onClose} narrow>
      <div className="agent-drawer">
        <p className="agent-drawer-state">
          <StateBadge state={agent.state} /> <Elapsed since={agent.since} now={now} />
          <span className="muted">{[agent.reason, agent.queue, agent.line].filter(Boolean).join(' · ')}</span>
          <StandstillMark of={agent} />
        </p>
        {error ? (
          <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} />
        ) : data ? (
          <Controls agent={agent} controls={data.agentControls} onChanged={() => void refetch()} />
        ) : (
          <Skeleton rows={4} />
        )}
      </div>
      <p className="agent-drawer-foot muted">{t.acting.whatHappens}</p>
    </Drawer>
  )
}

interface ControlsProps {
  readonly agent: Agent
  readonly controls: AgentControls
  readonly onChanged: () => void
}

function Controls({ agent, controls, onChanged }: ControlsProps) {
  const t = useMessages()
  const of = { site: agent.site, agent: agent.agent }
  const disabled = controls.obstacle !== null
  const isOut = agent.state === 'LOGGED_OUT'
  // Nobody knows where an uncertain one is: both are offered, the PBX says which was needed.
  const mayComeIn = isOut || agent.state === 'UNCERTAIN'
  return (
    <>
      {controls.obstacle === null ? null : <Impossible obstacle={controls.obstacle} agent={agent} />}
      <section aria-label={t.acting.presence}>
        <h3>{t.acting.presence}</h3>
        {mayComeIn ? <LoginForm of={of} controls={controls} disabled={disabled} /> : null}
        {isOut ? null : (
          <>
            <PauseForm of={of} controls={controls} disabled={disabled} />
            <UnpauseButton of={of} disabled={disabled || agent.state === 'READY'} />
            <LogoutButton of={of} name={agent.name} disabled={disabled} />
          </>
        )}
      </section>
      <section aria-label={t.queues}>
        <h3>{t.queues}</h3>
        <p className="muted">{isOut ? t.acting.queuesNextLogin : t.acting.queuesNow}</p>
        <QueueForms of={of} controls={controls} disabled={controls.queues.length === 0} onChanged={onChanged} />
      </section>
    </>
  )
}

/** Why nothing can be done, and whose it is to mend: who may gets the way there, who may not is told whom to ask. */
function Impossible({ obstacle, agent: { agent, site } }: { obstacle: Obstacle; agent: Agent }) {
  const t = useMessages()
  const mayMend = mayChangeConfiguration(useIdentity())
  return (
    <div className="impossible" role="note">
      <Icon name="warn" />
      <div>
        <strong>{t.acting.impossible}</strong>
        <p>{t.acting.obstacles[obstacle](agent.replace(/^Agent\//, ''))}</p>
        <p>
          {mayMend ? (
            <Link to={`${routes.configuration}?site=${encodeURIComponent(site)}&view=document`}>{t.acting.mend}</Link>
          ) : (
            t.acting.askAdministrator
          )}
        </p>
      </div>
    </div>
  )
}
