import { mayChangeConfiguration, useIdentity } from '../app/identity.ts'
import { People } from './people.tsx'
import { Services } from './services.tsx'
import { Tokens } from './tokens.tsx'
import './access.css'

/** Who may see and do what: people by their profiles, programs by login and password or by tokens, screens by tokens. */
export function AccessView({ site }: { site: string }) {
  const mayChange = mayChangeConfiguration(useIdentity())
  return (
    <>
      <People site={site} mayChange={mayChange} />
      <Services site={site} mayChange={mayChange} />
      <Tokens site={site} mayChange={mayChange} />
    </>
  )
}
