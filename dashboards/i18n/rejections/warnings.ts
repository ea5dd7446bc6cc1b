import type { Sentence } from './sentence.ts'

/** Français : avertissements sur ce qui est accepté, et qui peut ne pas être voulu. */
export const warnings: readonly Sentence[] = [
  [
    '{} call anonymously, and over this route the network is told their internal number: give the pattern a callerId',
    '{} appellent en anonyme, et par cette route le réseau apprend leur numéro interne : donnez un callerId au motif',
  ],
  [
    '{} and {} more call anonymously, and over this route the network is told their internal number: give the pattern a callerId',
    '{} et {} autres appellent en anonyme, et par cette route le réseau apprend leur numéro interne : donnez un callerId au motif',
  ],
  [
    'Answer() answers a call before somebody does: figures count it as answered, from then on; write GoSub(xivo-pickup,s,1), which does it where nobody has yet',
    'Answer() prend l’appel avant que quelqu’un ne le fasse : les chiffres le comptent comme répondu dès ce moment ; écrivez GoSub(xivo-pickup,s,1), qui ne le fait que si personne ne l’a encore fait',
  ],
  [
    'is of chan_sip, which is not there: write PJSIP_HEADER, and for who is called the handler b(xivo_header_mgr^set_headers_on_channel^1)',
    'est de chan_sip, qui n’est pas là : écrivez PJSIP_HEADER, et pour qui est appelé le traitement b(xivo_header_mgr^set_headers_on_channel^1)',
  ],
  [
    '{} {} is switched off: calls that are sent there go no further',
    '{} {} est désactivé : les appels qui y sont envoyés ne vont pas plus loin',
  ],
  [
    'a supervisor without agentGroups sees no agents, not those of his queues either: name their groups',
    'un superviseur sans agentGroups ne voit aucun agent, pas même ceux de ses files : nommez leurs groupes',
  ],
  [
    '{} may do everything that its role may ({}): name what it needs, see accessNames',
    '{} peut tout ce que peut son rôle ({}) : nommez ce qu’il lui faut, voir accessNames',
  ],
  [
    'it has no password: whoever dials {}{} in context {} hears its messages; give it one',
    'elle n’a pas de mot de passe : quiconque compose {}{} dans le contexte {} entend ses messages ; donnez-lui-en un',
  ],
  [
    'mailboxes of context {} can be consulted from outside, and {} of them have no password; give them one',
    'les boîtes vocales du contexte {} peuvent être consultées de l’extérieur, et {} d’entre elles n’ont pas de mot de passe ; donnez-leur-en un',
  ],
  [
    '{} are members as users: figures of agents do not count them, and skills do not know them; make them agents',
    '{} sont membres en tant qu’utilisateurs : les chiffres des agents ne les comptent pas, et les compétences ne les connaissent pas ; faites-en des agents',
  ],
  [
    'it shares agents with {} at the same weight {}: whose calls they get first is left to chance; give them different weights',
    'elle partage des agents avec {} au même poids {} : de laquelle ils reçoivent d’abord les appels est laissé au hasard ; donnez-leur des poids différents',
  ],
  [
    'the roll-out makes {} anew for this: for a moment nobody can enter it, and while callers wait in it, it is left as it is until the next roll-out',
    'le déploiement refait {} pour cela : un instant personne ne peut y entrer, et tant que des appelants y attendent, elle reste telle quelle jusqu’au prochain déploiement',
  ],
  [
    'a call that nobody takes goes round in circles: {}; send it somewhere else at one of them',
    'un appel que personne ne prend tourne en rond : {} ; à l’une d’elles, envoyez-le ailleurs',
  ],
  ['not rendered: {}; PJSIP has nothing like it', 'pas écrit dans les fichiers : {} ; PJSIP n’a rien de tel'],
  [
    'it registers for {} s: with a standby server calls go to the one that is down for that long; say less than {} if there is one',
    'il s’enregistre pour {} s : avec un serveur de secours les appels vont aussi longtemps à celui qui est arrêté ; dites moins de {} s’il y en a un',
  ],
  [
    'queue {}, whose Asterisk knows no skills: {} ({})',
    'file {}, dont l’Asterisk ne connaît pas les compétences : {} ({})',
  ],
  [
    'its agents cannot be put into one order for all rule sets that calls bring: calls go by no skills at all; use a queue for each rule set',
    'ses agents ne peuvent pas être mis dans un ordre unique pour tous les jeux de règles que portent les appels : les appels ne suivent aucune compétence ; prenez une file par jeu de règles',
  ],
  [
    'who is logged in is looked at when a call enters: when those whom its rule means log out later, or a later rule means nobody who is there, the call waits',
    'qui est connecté est regardé quand un appel entre : si ceux que vise sa règle se déconnectent ensuite, ou si une règle suivante ne vise personne de présent, l’appel attend',
  ],
  [
    'a call that rings is looked at anew after each attempt, and goes on to the next rule when its time is over',
    'un appel qui sonne est réexaminé après chaque tentative, et passe à la règle suivante quand son temps est écoulé',
  ],
  [
    'agents who suit a rule equally are rung in an order: those first whom an earlier rule means too',
    'les agents qui conviennent autant à une règle sonnent dans un ordre : d’abord ceux que vise aussi une règle précédente',
  ],
  [
    'it counts as empty (joinEmpty, leaveWhenEmpty) when nobody is there of those whom the rule of the moment means',
    'elle passe pour vide (joinEmpty, leaveWhenEmpty) quand n’est présent personne de ceux que vise la règle du moment',
  ],
  [
    'its penalty rule does not count for calls that bring a rule set',
    'sa règle de pénalités ne compte pas pour les appels qui portent un jeu de règles',
  ],
  [
    'calls that bring no rule set ring its agents in the order of the rules too',
    'les appels qui ne portent pas de jeu de règles font aussi sonner ses agents dans l’ordre des règles',
  ],
  [
    'no dialplan file has the context {}: calls pass over it, unless the PBX has it in a file of its own',
    'aucun fichier de plan de numérotation n’a le contexte {} : les appels passent outre, à moins que le PBX ne l’ait dans un fichier à lui',
  ],
  ['{} is weak: take {}', '{} est faible : prenez {}'],
]
