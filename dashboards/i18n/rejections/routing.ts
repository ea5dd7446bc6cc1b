import type { Sentence } from './sentence.ts'

/** Français : refus qui concernent le routage, les trunks et SIP. */
export const routing: readonly Sentence[] = [
  ['{} is no time zone; write e.g. Europe/Paris', '{} n’est pas un fuseau horaire ; écrivez par exemple Europe/Paris'],
  [
    '{} is not an IANA time zone; write e.g. Europe/Paris',
    '{} n’est pas un fuseau horaire IANA ; écrivez par exemple Europe/Paris',
  ],
  ['messages need a format to be stored in', 'les messages ont besoin d’un format où être conservés'],
  ['maxSeconds must be above minSeconds', 'maxSeconds doit être supérieur à minSeconds'],
  [
    'a permission is about some number: give one or a pattern',
    'une permission porte sur un numéro : donnez-en un, ou un motif',
  ],
  [
    'what is allowed asks for no password: deny it, or unset it',
    'ce qui est permis ne demande pas de mot de passe : interdisez-le, ou videz-le',
  ],
  [
    'an organizer PIN needs a general PIN, or nobody would be asked',
    'un code d’organisateur a besoin d’un code général, sinon personne ne serait interrogé',
  ],
  [
    'a waiting room needs an organizer PIN, or everybody waits for ever',
    'une salle d’attente a besoin d’un code d’organisateur, sinon tout le monde attend sans fin',
  ],
  [
    '{} is a context of the generated dialplan; take another name',
    '{} est un contexte du plan de numérotation généré ; prenez un autre nom',
  ],
  [
    'general is a section of res_parking.conf; take another name',
    'general est une section de res_parking.conf ; prenez un autre nom',
  ],
  ['lastPosition must not be below firstPosition', 'lastPosition ne doit pas être inférieur à firstPosition'],
  ['{} is one of the positions', '{} est l’une des positions'],
  [
    'parking lot {} has positions {} to {} in context {}; take others, or another context',
    'le parking {} a les positions {} à {} dans le contexte {} ; prenez-en d’autres, ou un autre contexte',
  ],
  [
    '{} differs from the context {} by capitals only, which Asterisk does not tell apart; take another name',
    '{} ne diffère du contexte {} que par des majuscules, qu’Asterisk ne distingue pas ; prenez un autre nom',
  ],
  ['{} > {} is a cycle of inclusions', '{} > {} est un cercle d’inclusions'],
  ['line {}: {}', 'ligne {} : {}'],
  [
    '{}, line {}: context {} is generated; write [{}](+) to add to it, or take another name',
    '{}, ligne {} : le contexte {} est généré ; écrivez [{}](+) pour y ajouter, ou prenez un autre nom',
  ],
  ['trunk {} is custom: it has no media of its own', 'le trunk {} est spécial (custom) : il n’a pas de média à lui'],
  ['there is no trunk {}', 'il n’y a pas de trunk {}'],
  ['{} keeps media on the PBX: {}', '{} garde le média sur le PBX : {}'],
  ['{} is the code of {} already', '{} est déjà le code de {}'],
  [
    'context {} is of type {}; an incall belongs into one of type incall',
    'le contexte {} est de type {} ; un appel entrant va dans un contexte de type incall',
  ],
  ['there is no node {} to which {} leads', 'il n’y a pas de nœud {} vers lequel mène {}'],
  [
    'a voice menu begins somewhere: give it a node start',
    'un menu vocal commence quelque part : donnez-lui un nœud start',
  ],
  ['there are {} nodes {}; there can be one', 'il y a {} nœuds {} ; il ne peut y en avoir qu’un'],
  [
    'no way leads to node {}: lead one there or remove it',
    'aucun chemin ne mène au nœud {} : menez-y-en un, ou supprimez-le',
  ],
  ['a menu offers a choice: give it a key', 'un menu offre un choix : donnez-lui une touche'],
  ['key {} leads somewhere else already', 'la touche {} mène déjà ailleurs'],
  ['maxDigits must not be below minDigits', 'maxDigits ne doit pas être inférieur à minDigits'],
  ['maxValue must not be below minValue', 'maxValue ne doit pas être inférieur à minValue'],
  ['minValue and maxValue are for numbers: say numeric', 'minValue et maxValue sont pour des nombres : dites numeric'],
  [
    'general is a section of musiconhold.conf; take another name',
    'general est une section de musiconhold.conf ; prenez un autre nom',
  ],
  [
    'mode custom needs an application, the others have none',
    'le mode custom a besoin d’une application, les autres n’en ont pas',
  ],
  ['{} is in no {} range of context {} ({})', '{} n’est dans aucun intervalle {} du contexte {} ({})'],
  ['number and context are given together or not at all', 'number et context sont donnés ensemble ou pas du tout'],
  [
    '{} is no regular expression: look at its parentheses and at what *, ? and {n} repeat',
    '{} n’est pas une expression régulière : regardez ses parenthèses et ce que répètent *, ? et {n}',
  ],
  [
    '{} repeats a part in parentheses: repeat inside of them',
    '{} répète une partie entre parenthèses : répétez à l’intérieur',
  ],
  ['{} repeats without end more than {} times', '{} répète sans fin plus de {} fois'],
  ['{} uses {}, but {} has {} parts in parentheses', '{} utilise {}, mais {} a {} parties entre parenthèses'],
  ['announcePlay needs a sound that is played', 'announcePlay a besoin d’un son à jouer'],
  ['one of user, group and queue must be given', 'l’un de user, group et queue doit être donné'],
  [
    '{} to {} is no range: both must have as many digits, the first not above the last',
    'de {} à {} n’est pas un intervalle : les deux doivent avoir autant de chiffres, le premier non supérieur au dernier',
  ],
  [
    'the {} range {}-{} of context {} is in use: {}; change these numbers first',
    'l’intervalle {} {}-{} du contexte {} est utilisé : {} ; changez d’abord ces numéros',
  ],
  [
    'the {} range {}-{} of context {} is in use: {} and {} more; change these numbers first',
    'l’intervalle {} {}-{} du contexte {} est utilisé : {} et {} autres ; changez d’abord ces numéros',
  ],
  [
    'a schedule must be open at some time: give a period',
    'un horaire doit être ouvert à quelque moment : donnez une période',
  ],
  [
    '{} to {} ends on the next day; with days of the month or months write two periods, to 23:59 and from 00:00',
    'de {} à {} finit le lendemain ; avec des jours du mois ou des mois écrivez deux périodes, jusqu’à 23:59 et à partir de 00:00',
  ],
  ['there is no day {}', 'il n’y a pas de jour {}'],
  ['{} comes before {}', '{} vient avant {}'],
  ['{} is a section of pjsip.conf; take another name', '{} est une section de pjsip.conf ; prenez un autre nom'],
  [
    'Asterisk takes every call that it knows no sender of for one of {}; take another name',
    'Asterisk prend tout appel dont il ne connaît pas l’émetteur pour un appel de {} ; prenez un autre nom',
  ],
  [
    '{} must lie between minimumExpirySeconds ({}) and maximumExpirySeconds ({})',
    '{} doit être entre minimumExpirySeconds ({}) et maximumExpirySeconds ({})',
  ],
  ['timerBMs must be at least 64 times timerT1Ms', 'timerBMs doit valoir au moins 64 fois timerT1Ms'],
  [
    'sessionMinimumSeconds must not be above sessionExpiresSeconds',
    'sessionMinimumSeconds ne doit pas être supérieur à sessionExpiresSeconds',
  ],
  ['without a codec nobody can be heard: give one', 'sans codec on n’entend personne : donnez-en un'],
  [
    'a trunk logs in with a password or with an md5Password: leave one of them out',
    'un trunk se connecte par un password ou par un md5Password : n’indiquez que l’un des deux',
  ],
  ['a realm goes with an md5Password; leave it out', 'un realm va avec un md5Password ; ne l’indiquez pas'],
  [
    'a trunk that registers here (no host) needs a password, or anybody could be it',
    'un trunk qui s’enregistre ici (sans host) a besoin d’un mot de passe, sinon n’importe qui pourrait se faire passer pour lui',
  ],
  [
    'a trunk that registers here (no host) is known by its name: leave the user name out, or call the trunk {}',
    'un trunk qui s’enregistre ici (sans host) est connu par son nom : n’indiquez pas de nom d’utilisateur, ou appelez le trunk {}',
  ],
  [
    'a trunk whose calls must log in needs a password',
    'un trunk dont les appels doivent s’authentifier a besoin d’un mot de passe',
  ],
  [
    'a registration needs a password: its own or that of the trunk',
    'un enregistrement a besoin d’un mot de passe : le sien ou celui du trunk',
  ],
  [
    'browsers of lines have names that end in _w; take another name',
    'les navigateurs des lignes ont des noms qui finissent par _w ; prenez un autre nom',
  ],
  [
    'a custom trunk has no options of SIP: leave the template out',
    'un trunk spécial (custom) n’a pas d’options SIP : n’indiquez pas de modèle',
  ],
]
