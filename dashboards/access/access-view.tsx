import { mayChangeConfiguration, useIdentity } from '../app/identity.ts'
import { People } from './people.tsx'
import { Tokens } from './tokens.tsx'
import './access.css'

/** Who may see and do what: people by their profiles, programs and screens by tokens. */
export function AccessView({ site }: { site: string }) {
  const mayChange = mayChangeConfiguration(useIdentity())
  return (
    <>
      <People site={site} mayChange={mayChange} />
      <Tokens mayChange={mayChange} />
    </>
  )
}
