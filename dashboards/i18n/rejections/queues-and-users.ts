import type { Sentence } from './sentence.ts'

/** Français : refus qui concernent les files, les agents, les utilisateurs, leurs lignes et leurs boîtes vocales. */
export const queuesAndUsers: readonly Sentence[] = [
  ['agent {} is logged in: log him out first', 'l’agent {} est connecté : déconnectez-le d’abord'],
  [
    'there are {} agent groups already, and no more can be',
    'il y a déjà {} groupes d’agents, et il ne peut y en avoir plus',
  ],
  [
    'the base configuration comes from queues or from fromActiveOf',
    'la configuration de base vient de queues ou de fromActiveOf',
  ],
  ['{} is in add as well: do they come or go?', '{} est aussi dans add : viennent-ils ou partent-ils ?'],
  ['agents must name one at least', 'agents doit en nommer un au moins'],
  ['there is no queue {}', 'il n’y a pas de file {}'],
  ['queue {} is in the list already', 'la file {} est déjà dans la liste'],
  ['there is no agent {}', 'il n’y a pas d’agent {}'],
  ['agent {} {}', 'l’agent {} {}'],
  ['is no user: give a user this agent', 'n’est pas un utilisateur : donnez cet agent à un utilisateur'],
  [
    'cannot log in to the applications: give user {} a login',
    'ne peut pas se connecter aux applications : donnez un identifiant à l’utilisateur {}',
  ],
  [
    'cannot be watched: switch supervisionEnabled of user {} on',
    'ne peut pas être observé : activez supervisionEnabled de l’utilisateur {}',
  ],
  ['is in {} too: an operator is in no other queue', 'est aussi dans {} : un opérateur n’est dans aucune autre file'],
  [
    'the alarm ({}) must not come before the warning ({})',
    'l’alarme ({}) ne doit pas venir avant l’avertissement ({})',
  ],
  [
    'general is a section of queues.conf; take another name',
    'general est une section de queues.conf ; prenez un autre nom',
  ],
  ['a member is either an agent or a user', 'un membre est soit un agent, soit un utilisateur'],
  [
    'a queue that is closed cannot send its calls to itself',
    'une file qui est fermée ne peut pas s’envoyer ses propres appels',
  ],
  [
    'user {} has no line to be rung on; give him one first',
    'l’utilisateur {} n’a pas de ligne à faire sonner ; donnez-lui-en une d’abord',
  ],
  [
    'user {} has a unique account and cannot be a member; give him another line',
    'l’utilisateur {} a un compte unique et ne peut pas être membre ; donnez-lui une autre ligne',
  ],
  ['{} and {} are given together or not at all', '{} et {} sont donnés ensemble ou pas du tout'],
  [
    'general is a section of queuerules.conf; take another name',
    'general est une section de queuerules.conf ; prenez un autre nom',
  ],
  ['a step changes the maximum, the minimum or both', 'une étape change le maximum, le minimum ou les deux'],
  ['{}: character {}: {}', '{} : caractère {} : {}'],
  [
    'every agent has the skill {} by himself; take another name',
    'tout agent a de lui-même la compétence {} ; prenez un autre nom',
  ],
  ['t2 ({}) must not be less than t1 ({})', 't2 ({}) ne doit pas être inférieur à t1 ({})'],
  ['seconds from 0 to {}', 'des secondes de 0 à {}'],
  ['there is no user {}', 'il n’y a pas d’utilisateur {}'],
  [
    'line {} is custom and stays so; remove it and define another one',
    'la ligne {} est spéciale (custom) et le reste ; supprimez-la et définissez-en une autre',
  ],
  [
    'line {} is SIP and stays so; remove it and define another one',
    'la ligne {} est SIP et le reste ; supprimez-la et définissez-en une autre',
  ],
  [
    'a custom line has no options of SIP: leave the template out',
    'une ligne spéciale (custom) n’a pas d’options SIP : n’indiquez pas de modèle',
  ],
  [
    'a custom line does not register: it has no user name and no password',
    'une ligne spéciale (custom) ne s’enregistre pas : elle n’a ni nom d’utilisateur ni mot de passe',
  ],
  [
    'a line that registers has either a password or an md5Password: without one anybody could take it; rotateLineCredentials makes one up',
    'une ligne qui s’enregistre a soit un password, soit un md5Password : sans cela n’importe qui pourrait la prendre ; rotateLineCredentials en invente un',
  ],
  ['browsers encrypt with dtls; leave it unset', 'les navigateurs chiffrent par dtls ; ne l’indiquez pas'],
  [
    '{} is the browser of the unique account {}; take another name',
    '{} est le navigateur du compte unique {} ; prenez un autre nom',
  ],
  ['{} is what line {} dials', '{} est ce que compose la ligne {}'],
  [
    '{} is a section of voicemail.conf with another meaning; take a context of another name',
    '{} est une section de voicemail.conf qui a un autre sens ; prenez un contexte d’un autre nom',
  ],
  [
    'Asterisk deletes the message although no mail carries it: give an email, and attach the audio',
    'Asterisk supprime le message bien qu’aucun courriel ne le porte : donnez une adresse, et joignez le son',
  ],
  [
    'ctiEnabled needs ctiLogin, ctiPassword and ctiProfile',
    'ctiEnabled a besoin de ctiLogin, ctiPassword et ctiProfile',
  ],
  [
    'nothing can make up a name here; say one with defineLine',
    'rien ne peut inventer de nom ici ; dites-en un par defineLine',
  ],
  [
    'line {} is custom: it does not register, and has no password',
    'la ligne {} est spéciale (custom) : elle ne s’enregistre pas, et n’a pas de mot de passe',
  ],
  [
    'nothing can make up a password here; say one with changeLine',
    'rien ne peut inventer de mot de passe ici ; dites-en un par changeLine',
  ],
  [
    'a user with a voicemail needs the language of its prompts',
    'un utilisateur qui a une boîte vocale a besoin de la langue de ses annonces',
  ],
  [
    'an agent sits at that line whom you may not log out: choose another one',
    'un agent que vous ne pouvez pas déconnecter occupe cette ligne : choisissez-en une autre',
  ],
  [
    'agent {} needs a user with a line to log in on',
    'l’agent {} a besoin d’un utilisateur qui a une ligne où se connecter',
  ],
  [
    'agent {} is of context {}, the main line {} of {}; both must be the same',
    'l’agent {} est du contexte {}, la ligne principale {} de {} ; les deux doivent être le même',
  ],
  [
    'a user with a unique account {}: give him another line, or leave it out',
    'un utilisateur qui a un compte unique {} : donnez-lui une autre ligne, ou ne l’indiquez pas',
  ],
  ['cannot be an agent', 'ne peut pas être un agent'],
  ['is neither boss nor secretary', 'n’est ni directeur ni secrétaire'],
  [
    'line {} is custom: no telephone registers for it',
    'la ligne {} est spéciale (custom) : aucun téléphone ne s’enregistre pour elle',
  ],
  [
    'line {} has no number; a line on a telephone needs one',
    'la ligne {} n’a pas de numéro ; une ligne sur un téléphone en a besoin',
  ],
  ['line {} is on telephone {} already', 'la ligne {} est déjà sur le téléphone {}'],
  [
    'the forward {} is missing: switch it off instead of leaving it out',
    'le renvoi {} manque : désactivez-le au lieu de l’omettre',
  ],
  ['the forward {} is on without a number', 'le renvoi {} est actif sans numéro'],
  [
    'the keys {} and {} do the same; leave one of them out',
    'les touches {} et {} font la même chose ; enlevez l’une d’elles',
  ],
  [
    'user {} has a unique account, which can only be called by itself; leave him out, or give him another line',
    'l’utilisateur {} a un compte unique, qui ne peut être appelé que seul ; enlevez-le, ou donnez-lui une autre ligne',
  ],
  [
    'user {} must have the role {} first: change his bsFilter',
    'l’utilisateur {} doit d’abord avoir le rôle {} : changez son bsFilter',
  ],
  ['{} is the boss of call filter {} already', '{} est déjà le directeur du filtre d’appels {}'],
  ['{} is the number of another boss and secretary', '{} est le numéro d’un autre directeur et de sa secrétaire'],
]
