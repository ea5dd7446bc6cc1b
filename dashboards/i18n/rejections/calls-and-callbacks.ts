import type { Sentence } from './sentence.ts'

/** Français : refus qui concernent les rappels, les appels corrigés ou qualifiés, et les actions sur les agents. */
export const callsAndCallbacks: readonly Sentence[] = [
  ['{} is not later than {}', '{} n’est pas après {}'],
  [
    '{} is the default period: in the same change set, change it not to be',
    '{} est la période par défaut : dans le même lot de changements, faites qu’elle ne le soit plus',
  ],
  ['there is no request {}', 'il n’y a pas de demande {}'],
  ['the request is closed: nothing more is done about it', 'la demande est close : plus rien n’est fait à son sujet'],
  ['there is no callback list {}', 'il n’y a pas de liste de rappels {}'],
  [
    'give phoneNumber or mobilePhoneNumber, or both',
    'donnez un numéro de téléphone (phoneNumber), de mobile (mobilePhoneNumber), ou les deux',
  ],
  [
    '{} cannot be dialled: at most 40 of the digits, +, * and #',
    '{} ne peut pas être composé : 40 caractères au plus parmi les chiffres, +, * et #',
  ],
  [
    '"{}" is no day of the calendar; write it as 2026-12-01',
    '« {} » n’est pas un jour du calendrier ; écrivez-le comme 2026-12-01',
  ],
  [
    'no period is the default one: name one, or make one the default',
    'aucune période n’est celle par défaut : nommez-en une, ou faites-en une celle par défaut',
  ],
  ['there is no period {}', 'il n’y a pas de période {}'],
  [
    'there is no agent {} that you may see; agents are named as queue_log names them, such as Agent/8001',
    'il n’y a pas d’agent {} que vous puissiez voir ; les agents se nomment comme dans queue_log, par exemple Agent/8001',
  ],
  ['{} has taken it: it must be released first', '{} l’a prise : elle doit d’abord être rendue'],
  ['nobody has taken it: take it first', 'personne ne l’a prise : prenez-la d’abord'],
  ['{} has taken it, not {}', '{} l’a prise, et non {}'],
  ['{} is none of the numbers of the request: {}', '{} n’est pas un numéro de la demande : {}'],
  [
    'request {} has no ticket {}: begin one with startCallback',
    'la demande {} n’a pas de ticket {} : commencez-en un par startCallback',
  ],
  ['the id {} is taken: make up another one', 'l’id {} est déjà pris : inventez-en un autre'],
  ['the ticket says {} already: begin another one', 'le ticket dit déjà {} : commencez-en un autre'],
  [
    'only what is to be called back again (CALLBACK) has another day',
    'seul ce qui est à rappeler encore (CALLBACK) a un autre jour',
  ],
  ['{} is over: it is {} at the site', '{} est passé : sur le site nous sommes le {}'],
  [
    '{} is over: it is {} at the site; the request is overdue as soon as it is made',
    '{} est passé : sur le site nous sommes le {} ; la demande est en retard dès sa création',
  ],
  ['at most 80 letters, digits and _ . -', 'au plus 80 lettres, chiffres et _ . -'],
  ['at most 100 letters, digits and _ . -', 'au plus 100 lettres, chiffres et _ . -'],
  ['the first line must be {}, it is: {}', 'la première ligne doit être {}, elle est : {}'],
  [
    'line {} has a quote that is not closed, or text behind one',
    'la ligne {} a un guillemet qui n’est pas fermé, ou du texte derrière un guillemet',
  ],
  ['line {} has {} fields, the header has {}', 'la ligne {} a {} champs, l’en-tête en a {}'],
  [
    'it has {} requests, at most {} are taken at once: cut it',
    'il a {} demandes, au plus {} sont prises à la fois : coupez-le',
  ],
  [
    'write a note, or name tags to add or to remove',
    'écrivez une note, ou nommez des étiquettes à mettre ou à enlever',
  ],
  [
    'at most {} characters, none of them a control character',
    'au plus {} caractères, dont aucun n’est un caractère de commande',
  ],
  ['"{}": a tag has 1 to {} characters on one line', '« {} » : une étiquette a de 1 à {} caractères sur une ligne'],
  [
    '"{}" stands in addTags too; leave it out of one of them',
    '« {} » est aussi dans addTags ; enlevez-le de l’une des deux listes',
  ],
  ['a call has at most {} tags; remove some first', 'un appel a au plus {} étiquettes ; enlevez-en d’abord'],
  ['OTHER alone says nothing: write why', '« Autre » ne dit rien à lui seul : écrivez pourquoi'],
  ['give at least one key with its value', 'donnez au moins une clé et sa valeur'],
  ['at most {} at once', 'au plus {} à la fois'],
  ['"{}": a key has 1 to {} characters without =', '« {} » : une clé a de 1 à {} caractères sans ='],
  [
    '"{}" belongs to the recordings of the PBX; take another key',
    '« {} » appartient aux enregistrements du PBX ; prenez une autre clé',
  ],
  [
    'there is no such call, or it is not yours to see; take the id of a Call from an answer',
    'cet appel n’existe pas, ou vous n’avez pas à le voir ; prenez l’id d’un Call dans une réponse',
  ],
  [
    'more than {} calls began in it; name a shorter period, a queue or a number',
    'plus de {} appels y ont commencé ; nommez une période plus courte, une file ou un numéro',
  ],
  [
    'the uniqueid or linkedid of a call, such as 1795233102.41: at most 80 characters',
    'le uniqueid ou le linkedid d’un appel, comme 1795233102.41 : au plus 80 caractères',
  ],
  [
    'it lies in the future; leave it out for now, or put the clock right',
    'c’est dans l’avenir ; ne l’indiquez pas pour dire maintenant, ou réglez l’horloge',
  ],
  ['there is no queue {} in the configuration of the site', 'il n’y a pas de file {} dans la configuration du site'],
  ['queue {} does not offer "{}". It offers: {}', 'la file {} ne propose pas « {} ». Elle propose : {}'],
  ['"{}" is inactive: it is not to be chosen any more', '« {} » est inactif : on ne peut plus le choisir'],
  ['"{}" has no "{}". It has: {}', '« {} » n’a pas « {} ». Il y a : {}'],

  [
    'there is no agent {} in the configuration: an administrator defines him first',
    'il n’y a pas d’agent {} dans la configuration : un administrateur doit d’abord le définir',
  ],
  ['{} is no reason that can be chosen; there are {}', '{} n’est pas un motif que l’on puisse choisir ; il y a {}'],
  [
    'agent {} is in no queue now: log him in before he can be paused',
    'l’agent {} n’est dans aucune file à présent : connectez-le avant de le mettre en pause',
  ],
  ['agent {} is not logged in: there is nothing to hear', 'l’agent {} n’est pas connecté : il n’y a rien à écouter'],
  [
    'there is no line {} to listen at; name a registered one',
    'il n’y a pas de ligne {} où écouter ; nommez-en une qui est enregistrée',
  ],
  ['agent {} sits at {}: listen at another phone', 'l’agent {} est au poste {} : écoutez à un autre téléphone'],
  ['the PBX did not do it: {}', 'le PBX ne l’a pas fait : {}'],
  ['the PBX did a part of it ({}): {}', 'le PBX en a fait une partie ({}) : {}'],
  [
    'there is no line {} at site {}; use a registered one',
    'il n’y a pas de ligne {} sur le site {} ; utilisez-en une qui est enregistrée',
  ],
  [
    '{} is logged in on {}; log out there before logging in on {}',
    '{} est connecté au {} ; déconnectez-le là avant de le connecter au {}',
  ],
  ['name the agent as the queue does, e.g. Agent/8001', 'nommez l’agent comme le fait la file, par exemple Agent/8001'],
  [
    '{} is no interface or line; write e.g. Local/id-8@agentcallback',
    '{} n’est ni une interface ni une ligne ; écrivez par exemple Local/id-8@agentcallback',
  ],
  ['a sound and a queue are given: choose one of them', 'un son et une file sont donnés : choisissez l’un des deux'],
  ['there is no configured queue {}', 'aucune file {} n’est configurée'],
  ['{} is no sound of {}: {}', '{} n’est pas un son de {} : {}'],
  ['{} is not set for {}: {}', '{} n’est pas prévue pour {} : {}'],
]
