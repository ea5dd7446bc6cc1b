import type { Sentence } from './sentence.ts'

/** Français : refus qui concernent les jetons, les services et les profils. */
export const access: readonly Sentence[] = [
  [
    '{} has an access list that does not open {}: give a part of {}',
    '{} a une liste d’accès qui n’ouvre pas {} : donnez-en une partie de {}',
  ],
  [
    'user {} signs in with a rights profile: only who administers the whole site may change {}',
    'l’utilisateur {} se connecte avec un profil de droits : seul qui administre tout le site peut changer {}',
  ],
  [
    'the login {} is disabled: set ctiEnabled of user {} first',
    'l’identifiant {} est désactivé : activez d’abord ctiEnabled de l’utilisateur {}',
  ],
  [
    '{} has the profile {} already: use updateProfileScope, or revokeProfile first',
    '{} a déjà le profil {} : utilisez updateProfileScope, ou d’abord revokeProfile',
  ],
  ['{} has no profile: grant one first', '{} n’a pas de profil : attribuez-lui-en un d’abord'],
  [
    'no user has the login {}: set ctiLogin of one first',
    'aucun utilisateur n’a l’identifiant {} : donnez-le d’abord à l’un d’eux (ctiLogin)',
  ],
  [
    'user {} has no login (ctiLogin): give him one, or revoke the profile',
    'l’utilisateur {} n’a pas d’identifiant (ctiLogin) : donnez-lui-en un, ou retirez le profil',
  ],
  ['an administrator sees everything: leave {} out', 'un administrateur voit tout : n’indiquez pas {}'],
  [
    'a {} without queues, agentGroups and incalls sees nothing: name some',
    'un {} sans queues, agentGroups ni incalls ne voit rien : nommez-en',
  ],
  [
    'dissuasionAccess is a right of supervisors: leave it out for a {}',
    'dissuasionAccess est un droit des superviseurs : ne l’indiquez pas pour un {}',
  ],
  ['a {} has no period: leave it out', 'un {} n’a pas de période : ne l’indiquez pas'],
  [
    'a teacher sees the calls of a period: say from and to',
    'un formateur voit les appels d’une période : indiquez from et to',
  ],
  ['{} is no day of the calendar', '{} n’est pas un jour du calendrier'],
  ['the last day is before the first', 'le dernier jour est avant le premier'],
  ['the role {} is not limited by {}: leave them out', 'le rôle {} n’est pas limité par {} : ne les indiquez pas'],
  [
    'dissuasionAccess is a right of supervisors: leave it out for the role {}',
    'dissuasionAccess est un droit des superviseurs : ne l’indiquez pas pour le rôle {}',
  ],
  ['there is no token {}', 'il n’y a pas de jeton {}'],
  ['8 to 32 lower-case letters and digits', 'de 8 à 32 lettres minuscules et chiffres'],
  [
    'a name of 1 to 160 characters for whom or what the token is, e.g. wall board Paris',
    'un nom de 1 à 160 caractères qui dit à qui ou à quoi sert le jeton, par exemple écran mural Paris',
  ],
  ['{} is no role; choose {}', '{} n’est pas un rôle ; choisissez {}'],
  ['whole microseconds since 1970-01-01T00:00:00Z', 'des microsecondes entières depuis 1970-01-01T00:00:00Z'],
  [
    'token {} is issued already and cannot be changed; issue one with another id',
    'le jeton {} est déjà émis et ne peut pas être changé ; émettez-en un avec un autre identifiant',
  ],
  [
    'dissuasion is a right of supervisors; leave it out for a {}',
    'dissuasion est un droit des superviseurs ; ne l’indiquez pas pour un {}',
  ],
  [
    'the role {} is for all queues and agents; leave the scope out',
    'le rôle {} vaut pour toutes les files et tous les agents ; n’indiquez pas de portée',
  ],
  [
    'a supervisor without queues and agents sees nothing; name them, or write all',
    'un superviseur sans files ni agents ne voit rien ; nommez-les, ou écrivez all',
  ],
  [
    '{}: write site/name or site/*, e.g. paris/sales or paris/*',
    '{} : écrivez site/nom ou site/*, par exemple paris/sales ou paris/*',
  ],
  [
    'nodes are for collectors; leave them out for a {}',
    'les nœuds sont pour les collecteurs ; ne les indiquez pas pour un {}',
  ],
  [
    'a collector reads nothing; name its nodes and leave the rest out',
    'un collecteur ne lit rien ; nommez ses nœuds et n’indiquez rien d’autre',
  ],
  [
    'name the nodes that it delivers for, e.g. paris/pbx1',
    'nommez les nœuds pour lesquels il livre, par exemple paris/pbx1',
  ],
  ['{}: write site/node or site/*, e.g. paris/pbx1', '{} : écrivez site/nœud ou site/*, par exemple paris/pbx1'],
  [
    'a {} has no part in the configuration; leave the entities out',
    'un {} n’a pas affaire à la configuration ; n’indiquez pas d’entités',
  ],
  [
    'who is limited to entities sees the queues and agents of these; leave those out',
    'qui est limité à des entités voit leurs files et leurs agents ; n’indiquez pas ceux-ci',
  ],
  ['name at least one entity, e.g. paris/acme', 'nommez au moins une entité, par exemple paris/acme'],
  ['{}: write site/entity, e.g. paris/acme', '{} : écrivez site/entité, par exemple paris/acme'],
  ['{}: must be {}', '{} : il faut {}'],
  ['{} patterns; {} at most', '{} motifs ; {} au plus'],
  [
    'callback list {} is of a queue that is not yours: ask an administrator',
    'la liste de rappels {} est d’une file qui n’est pas la vôtre : demandez à un administrateur',
  ],
  [
    'a supervisor changes no {}: ask an administrator',
    'un superviseur ne change pas d’objet {} : demandez à un administrateur',
  ],
  [
    'teachers see what was recorded: that takes a profile with recordingAccess, ask an administrator',
    'les formateurs voient ce qui a été enregistré : il y faut un profil avec recordingAccess, demandez à un administrateur',
  ],
  [
    'a supervisor grants and takes away what is his own: name queues, agentGroups and incalls that you see yourself',
    'un superviseur donne et retire ce qui est à lui : nommez des queues, agentGroups et incalls que vous voyez vous-même',
  ],
  [
    'a supervisor grants and takes away the profile teacher only: ask an administrator',
    'un superviseur ne donne et ne retire que le profil de formateur : demandez à un administrateur',
  ],
  [
    'tokens are limited to entity {}: revoke them first',
    'des jetons sont limités à l’entité {} : révoquez-les d’abord',
  ],
  [
    'tokens are limited to entity {} ({}): revoke them first',
    'des jetons sont limités à l’entité {} ({}) : révoquez-les d’abord',
  ],
]
