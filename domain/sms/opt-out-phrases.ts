// How people say in seven languages that they want no more SMS; all of it folded, as it is read.

import type { Keyword } from './opt-out-words.ts'

const WORDS: Record<Keyword, string> = {
  stop: 'stop|stopall|stop all|unsubscribe|cancel|end|quit|revoke|optout|opt out|stopp|sms stop|'
    + 'stop sms|stop sms svp|arret|arrete|arretez|arreter|fin|desabonner|me desabonner|'
    + 'desabonnement|desinscrire|desinscription|abmelden|abbestellen|austragen|beenden|aufhoren|'
    + 'ende|sms stopp|parar|alto|baja|cancelar|detener|salir|dar de baja|darme de baja|ferma|'
    + 'fermare|basta|annulla|annullare|disiscrivi|disiscrivimi|cancellami|afmelden|stoppen|'
    + 'uitschrijven|opzeggen|einde|pare|sair|remover|descadastrar',
  start: 'start|unstop|restart|optin|opt in|resubscribe|demarrer|reprendre|starten|iniciar|alta|'
    + 'inizia|avvia|riprendi|hervatten|comecar',
  help: 'help|info|aide|hilfe|ayuda|aiuto|hulp|ajuda',
}

export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  (['stop', 'start', 'help'] as const).flatMap((keyword) =>
    WORDS[keyword].split('|').map((word) => [word, keyword] as const)))

/** Speaks of SMS and of nothing else; in an e-mail it must. */
export const SMS_WORD = new RegExp('\\b(?:sms\\w*|text(?:s|ing|ed)?(?: messages?)?|txts?|textos?|'
  + 'textnachricht\\w*|kurznachricht\\w*|mensajes? de texto|tekstbericht\\w*|torpedos?)\\b')

/** Taken out before anything is judged: it has the words and means something else. */
export const NOT_MEANT: readonly RegExp[] = [
  /\b(?:do not|don'?t|never|pls don'?t) stop\b/g,
  /\bstop (?:loss|sign|watch)\b|\bnon[- ]?stop\b|\bbus stop\b/g,
  /\bn'?\s?(?:arretez|arrete) pas\b|\b(?:m'|s'|t'|nous |vous )arret\w*/g,
  /\barrets? (?:maladie|de travail|de bus|de production|des comptes|provisoire|cardiaque)\b/g,
  /\ben arret\b|\bsans arret\b/g,
  /\b(?:ai|avons|avez|a|ont|trouve|retrouve|vois) plus\b/g,
  /\b(?:estoy|esta|estamos|estuve|sigo|sigue|estaba) de baja\b/g,
  /\bbaja (?:medica|laboral|por|temporal|maternal)\b/g,
  // In much of America "cancelar" a debt is to pay it.
  /\bcancel\w+ (?:la |el |las |los |su |mi |nuestra |esta )?(?:factura|deuda|saldo|cuenta)s?\b/g,
  /\b(?:nicht|nie) (?:aufhoren|stoppen)\b|\bniet stoppen\b|\bnon (?:smettete|smetta)\b/g,
]

const any = (...parts: string[]): string => `(?:${parts.join('|')})`
/** At most so many words between. */
const gap = (most: number): string => `(?: [^ ]+){0,${most}}`

const EN = any('text', 'texts', 'texting', 'text messages?', 'messag(?:e|es|ing)', 'msgs?',
  'sms(?:es|s)?', 'txts?', 'txting')
const EN_FILL = `(?: ${any('please', 'pls', 'now', 'sending', 'with', 'all', 'the', 'these', 'this',
  'those', 'that', 'your', 'any', 'of', 'me', 'us', 'it', 'to', 'such', 'further', 'more',
  'automated', 'annoying')})*`
const EN_NOT = any("don'?t", 'do not', 'never', "won'?t you please not", 'not to')
const ENGLISH = [
  `\\b${any('stop', 'quit', 'cease', 'end', 'cancel', 'halt')}${EN_FILL} ${EN}\\b`,
  `\\b${EN_NOT}(?: ${any('you', 'ever', 'please', 'dare')})*`
    + ` ${any('text', 'message', 'msg', 'sms', 'txt')}\\b${gap(3)}`
    + ` ${any('me', 'us', 'here', 'again', 'any ?more', 'number', 'phone', 'mobile')}\\b`,
  `\\b${EN_NOT}(?: ${any('ever', 'please')})* send(?:ing)?\\b${gap(4)} ${EN}\\b`,
  `\\b${EN_NOT}(?: ${any('ever', 'please')})* ${any('contact', 'bother', 'harass', 'disturb')}`
    + ` ${any('me', 'us')}\\b(?:.* ${any('again', 'any ?more', EN)}\\b|$)`,
  `\\b${any("don'?t", 'do not', 'no longer')} ${any('want', 'wish', 'like', 'need', 'consent')}`
    + `(?: ${any('to', 'be', 'get', 'getting', 'receive', 'receiving', 'have', 'any', 'more',
      'these', 'your', 'the', 'those', 'further', 'of', 'such', 'sent')})*`
    + ` ${any('texts', 'texted', 'texting', 'text messages', 'messages', 'msgs', 'sms',
      'txts')}\\b`,
  `\\bno (?:more|further)${EN_FILL} ${EN}\\b`, '\\bno (?:texts|sms|texting|messages)'
    + '(?: please| pls| thanks| thank you| any ?more| at all)+$',
  '\\bstop (?:contacting|bothering|harassing|messaging|writing|spamming|pestering)\\b',
  '\\b(?:unsubscribe|opt) (?:me|us|my number|this number)$',
  '\\b(?:unsubscribe|opt)(?: me| us| my number| this number| this phone)?'
    + '(?: please| pls| now| off| out| from (?:this|these|the|your|all)?'
    + ` ?(?:list|sms|texts?|messages?|alerts))+$`,
  '\\b(?:please|pls|want to|wish to|like to|must|how (?:do|can) (?:i|we)) unsubscribe\\b(?!.*'
    + '(?:newsletter|contract|service|mail))',
  '\\b(?:please|pls|want to|wish to|like to|i am|i m|hereby) opt(?:ing)?(?: me| us)? out$',
  `\\b(?:remove|take|delete|drop|erase) (?:me|us|my|this|our)${gap(2)}`
    + ' (?:list|number|phone|system|database|texts|off|records)\\b',
  '\\blose (?:my|this) number\\b|\\bleave (?:me|us) alone\\b',
  '\\b(?:revoke|withdraw|cancel) (?:my|our|all|any)? ?(?:consent|permission)\\b',
]

const FR = any('sms', 'textos?', 'messages?', 'msg', 'smss', 'notifications')
const FR_FILL = `(?: ${any('de', "d'", 'me', 'nous', 'vos', 'les', 'ces', 'ce', 'tous', 'tout',
  'aux', "d'envoyer", 'envoyer', "m'envoyer", "d'envoi", 'recevoir', 'des', 'svp', 'stp', 'par',
  'avec', 'vous', 'plait', "s'il", 'te', 'aucun', 'aucuns', "l'envoi", 'du', 'cet', 'vouloir')})*`
const FRENCH = [
  `\\b${any('plus', 'stop', 'stopper', 'stoppez', 'stoppe', 'cessez', 'cesser', 'arretez', 'arrete',
    'arreter', 'assez', 'marre')}${FR_FILL} ${FR}\\b`,
  '^(?=.*\\bplus\\b)'
    + '(?=.*(?:envoy|envoi|recev|ecri|veux|voul|souhait|desir|contact|text))'
    + `(?=.*\\b${FR}\\b)(?=.*\\b(?:ne|n'\\w+)\\b)`,
  "\\bm'?\\s?(?:envoyez|envoie|ecrivez|ecris) plus\\b(?!.*(?:mail|courrier))",
  "\\bne (?:m'|me |nous )(?:ecrivez|ecris|contactez|contacte|textez|texte|relancez|derangez)"
    + ' (?:plus|pas)\\b(?!.*(?:mail|courrier|telephone))',
  `\\bne (?:pas|plus) (?:m'|me |nous )\\w+${gap(3)} ${FR}\\b`,
  `\\bpas de ${FR} (?:svp|stp|merci|s'il)`,
  "\\b(?:desabonn|desinscri)\\w*(?!.*(?:newsletter|mail|contrat|abonnement|service))",
  `\\b(?:retir|supprim|enlev|effac|ray)\\w*(?: moi)?${gap(3)} (?:numero|liste|listes|fichier)\\b`,
  '\\b(?:laissez|laisse|fichez|foutez) (?:moi|nous) (?:tranquille|la paix)\\b',
  '\\b(?:retire|revoque|annule) mon (?:consentement|accord)\\b',
]

const DE = any('sms\\w*', 'textnachricht\\w*', 'kurznachricht\\w*', 'nachrichten?', 'messages?',
  'mitteilungen')
const GERMAN = [
  `^(?!.*\\b(?:habe?n?|hatten?|bekam\\w*|erhielt\\w*|kam)\\b.*\\bkeine?\\b).*\\bkeine?\\b`
    + `(?: ${any('weiteren?', 'mehr', 'solchen?', 'ihrer', 'eurer', 'automatischen', 'ihre',
      'diese')})* ${DE}(?:.*\\b(?:mehr|bitte|schick\\w*|send\\w*|erhalten|bekommen|danke)\\b|$)`,
  '^(?!.*\\b(?:habe?n?)\\b).*\\b(?:bitte|will|mochte|wunsche|weitere[nr]?)\\b.*\\bkeine?\\b'
    + `.*${DE}\\b`,
  '\\b(?:schreib|text|kontaktier|sms)\\w*(?: sie| ihr)? (?:mir|mich|uns)'
    + '(?: bitte)? (?:nicht|nie)(?: mehr| wieder)?\\b(?!.*(?:mail|brief|post))',
  '\\bhor(?:en|t)?(?: sie)?(?: bitte| endlich)* auf\\b.*'
    + '(?:schreib|schick|send|text|sms|nachricht|belastig|nerv)',
  `\\b(?:stopp|stop|stoppen|stoppt|beenden|unterlassen)(?: sie)?(?: bitte)?`
    + `(?: ${any('die', 'diese', 'ihre', 'alle', 'den', 'mit', 'das', 'eure', 'weitere')})*`
    + ` ${DE}\\b`,
  `\\b${DE}(?: bitte| sofort| an mich| an diese nummer)* `
    + '(?:einstellen|abbestellen|stoppen|beenden|unterlassen|abmelden)\\b',
  '\\bmeld\\w*(?: sie)? (?:mich|uns|diese nummer)\\b.*\\bab\\b|\\b(?:mich|uns) (?:bitte )?'
    + '(?:abmelden|austragen)\\b|\\btrag\\w*(?: sie)? (?:mich|uns)\\b.*\\baus\\b',
  `\\b(?:losch|streich|entfern)\\w*${gap(4)} (?:nummer|handynummer|telefonnummer|verteiler)\\b`,
  '\\bnummer\\b.* (?:loschen|streichen|entfernen)\\b',
  '\\b(?:widerruf\\w*|zieh\\w*)\\b.*\\b(?:einwilligung|zustimmung)\\b',
  '\\b(?:lass|lasst|lassen sie) (?:mich|uns)(?: bitte| endlich)* in ruhe\\b',
]

const ES = any('sms', 'mensajes?', 'mensajitos', 'textos?', 'msjs?', 'msg', 'notificaciones')
const SPANISH = [
  `\\bno (?:mas|me mand\\w+|me envi\\w+|me escrib\\w+|nos mand\\w+|nos envi\\w+|manden|envien|`
    + `mandes|envies|quiero|queremos|deseo|deseamos)\\b${gap(5)} ${ES}\\b`,
  '\\bno (?:me|nos) (?:escrib|contact|molest|mand|envi)\\w* (?:mas|nunca)(?: por favor| gracias)?$',
  `\\b(?:deja|dejad|dejar|deje|dejen|paren|pare|parad|cesen|basta|ya) (?:ya )?(?:de|con|los)\\b`
    + `${gap(2)} ?(?:${ES}|escrib\\w*|envi\\w*|mand\\w*|contact\\w*|molest\\w*)\\b`,
  '\\b(?:deme|denme|dame|darme|darnos|dennos|dar|quiero|solicito|pido)(?: la| me)?(?: de)? baja\\b'
    + '(?!.*(?:servicio|contrato|linea|empleado|cuenta))',
  `\\b(?:borr|elimin|quit|sac|retir)\\w*${gap(3)} (?:numero|lista|telefono|movil)\\b`,
  '\\bdeje?n?me en paz\\b|\\bdejadme en paz\\b',
  '\\b(?:revoco|retiro) (?:mi|el) (?:consentimiento|permiso)\\b',
]

const IT = any('sms', 'messagg(?:i|io|ini)', 'msg', 'notifiche')
const ITALIAN = [
  '\\b(?:basta|stop|niente piu|niente|mai piu|no) (?:con )?(?:gli |i |questi |altri |agli |ai )?'
    + `${IT}\\b`,
  `\\bnon\\b(?=.*\\bpiu\\b).*(?:mand|invi|scriv|ricev|vogli|desider|contatt)\\w*.*\\b${IT}\\b`,
  '\\bnon (?:mi |ci )?(?:scriv|contatt|disturb|mand|invi)\\w* (?:mai )?piu'
    + '(?: per favore| grazie)?$',
  '\\bsmett\\w*(?: subito)? (?:di|con)\\b.*(?:scriv|mand|invi|messagg|sms|contatt|disturb)',
  `\\b(?:cancell|rimuov|elimin|toglie)\\w*${gap(3)} (?:numero|lista|telefono|cellulare)\\b`,
  '\\bdisiscriv\\w*(?!.*(?:newsletter|mail))|\\blasciatemi (?:in pace|stare)\\b',
  '\\b(?:revoco|ritiro) il (?:mio )?consenso\\b',
]

const NL = any("sms\\w*", "sms'\\w+", 'berichten', 'berichtjes?', 'bericht', 'tekstberichten?',
  'appjes')
const DUTCH = [
  '^(?!.*\\b(?:heb|hebben|had|hadden|kreeg|kregen|ontving)\\b).*\\bgeen'
    + `(?: verdere| zulke| enkele)? ${NL}`
    + `(?:.*\\b(?:meer|aub|alstublieft|graag|sturen|ontvangen)\\b|$)`,
  `\\b(?:stop|stopt|hou|houd|houdt)(?: u)?(?: aub| alstublieft| eens| nu)*(?: op)? met\\b.*`
    + `(?:${NL}|sms|stuur|sturen|schrijven|lastigvallen)`,
  `\\b(?:sms|stuur|schrijf|contacteer|bericht|app)t?(?: u)? (?:mij|me|ons)`
    + '(?: aub| alstublieft)? (?:niet|nooit) meer\\b(?!.*(?:mail|post))',
  '\\bschrijft?(?: u)? (?:mij|me|ons)\\b.*\\buit\\b|\\bmeldt?(?: u)? (?:mij|me|ons)\\b.*\\baf\\b',
  '\\b(?:mij|me|ons) (?:uitschrijven|afmelden)\\b(?!.*(?:nieuwsbrief|mail))',
  `\\b(?:verwijder|wis|schrap|haal)\\w*${gap(3)} (?:nummer|lijst|telefoonnummer)\\b`,
  '\\blaat (?:me|mij|ons) met rust\\b|\\btrek mijn toestemming in\\b',
]

const PT = any('sms', 'mensage(?:m|ns)', 'msgs?', 'torpedos?', 'textos?', 'mensagens de texto')
const PORTUGUESE = [
  `\\bnao\\b(?=.*\\bmais\\b).*(?:mand|envi|escrev|receber|quero|desejo|contact)\\w*.*\\b${PT}\\b`,
  `\\bnao (?:me |nos )?(?:mand|envi)\\w+(?: me)?(?: mais)? ${PT}\\b`,
  `\\bnao (?:quero|queremos|desejo) (?:mais )?(?:receber )?(?:os |as |essas |estas )?${PT}\\b`,
  '\\bnao (?:me |nos )?(?:escrev|contact|contat|incomod|mand|envi)\\w*(?: me)? mais'
    + '(?: por favor| obrigad[oa])?$',
  `\\b(?:pare|parem|chega|basta|sem mais|deixe|deixem)(?: ja)?(?: de| com)?\\b${gap(2)} ?`
    + `(?:${PT}|escrever|enviar|mandar|contactar|contatar|incomodar)\\b`,
  `\\b(?:remov|apag|retir|elimin|tir)\\w*${gap(3)} (?:numero|lista|telefone|telemovel|celular)\\b`,
  '\\b(?:me )?descadastr\\w*|\\bcancelar (?:a |minha )?(?:inscricao|subscricao)\\b',
  '\\b(?:me deixem?|deixem?|deixem? me) em paz\\b',
  '\\brevogo (?:o )?(?:meu )?consentimento\\b',
]

export const REVOKE: readonly RegExp[] = [
  ...ENGLISH, ...FRENCH, ...GERMAN, ...SPANISH, ...ITALIAN, ...DUTCH, ...PORTUGUESE,
].map((phrase) => new RegExp(phrase))

const POLITE = any('please', 'pls', 'plz', 'now', 'thanks', 'thank you', 'thx', 'it', 'this',
  'that', 'already', 'immediately', 'svp', 'stp', 'merci', "s'il vous plait", "s'il te plait",
  'ca', 'cela', 'tout', 'bitte', 'danke', 'sofort', 'jetzt', 'damit', 'das', 'por favor',
  'gracias', 'ya',
  'per favore', 'grazie', 'subito', 'adesso', 'aub', 'alstublieft', 'nu', 'hiermee', 'bedankt',
  'obrigad[oa]', 'agora', 'just', 'ok', 'okay', 'sir', 'guys')

/** A whole clause that says nothing but stop. */
export const SHORT_REVOKE = new RegExp(`^(?:${POLITE} )*${any('stop', 'stopp', 'stop all',
  'stopall', 'unsubscribe', 'optout', 'opt out', 'arretez', 'arrete', 'aufhoren', 'abmelden',
  'parar', 'paren', 'basta', 'smettetela', 'smettila', 'stoppen', 'afmelden', 'parem',
  'desabonnez moi')}`
  + `(?: ${POLITE})*$|^stop (?:i|we|you|this is|ich|wir|ya|je|nous)\\b`)

/** A word of opting out in a sentence that is not clear about it, or a person who is another. */
export const REVIEW = new RegExp(`\\b${any('stop', 'stopp', 'stoppen', 'stopping',
  'unsubscribe\\w*', 'quit', 'cancel', 'cancelled', 'revoke', 'opt(?:ed|ing)? out', 'optout',
  'wrong (?:number|person)', 'arret(?:er|ez|e|ons)', 'desabonn\\w*', 'desinscri\\w*',
  'mauvais numero', 'faux numero', 'trompez? de (?:numero|personne)', 'erreur de numero',
  'abmelden', 'abbestell\\w*', 'austragen',
  'falsche nummer', 'falschen nummer', 'verwahlt', 'de baja', 'parar', 'cancelar',
  'numero equivocado', 'smett\\w+', 'disiscri\\w*', 'numero sbagliato', 'afmelden',
  'uitschrijven',
  'verkeerde? nummer', 'numero errado', 'parem', 'descadastr\\w*')}\\b`)
