// What an SMS asks of us: keywords, wishes in words, and the traps beside them.
import { describe, expect, test } from 'vitest'
import { judgeOptOut, readKeyword, type Keyword } from './opt-out-words.ts'

describe('a keyword is the whole message', () => {
  const TOLD: [Keyword, string[]][] = [
    ['stop', [
      'STOP', 'stop', 'Stop.', ' stop!! ', '"STOP"', '🛑 STOP 🛑', 'STOP STOP STOP', 'stop\n',
      'StopAll', 'STOP ALL', 'Unsubscribe', 'CANCEL', 'End', 'quit', 'REVOKE', 'OptOut', 'opt-out',
      'ARRET', 'Arrêt', 'arrêter', 'ARRÊTEZ !', 'Désabonner', 'STOP SMS', 'Stopp', 'ABMELDEN',
      'Abbestellen', 'aufhören', 'PARAR', 'Baja', 'darme de baja', 'cancelar', 'BASTA', 'annulla',
      'Disiscrivi', 'AFMELDEN', 'stoppen', 'Uitschrijven', 'SAIR', 'Pare!', 'ＳＴＯＰ'.normalize('NFKC'),
    ]],
    ['start', ['START', 'start.', 'UNSTOP', 'Unstop!', 'opt in', 'Starten', 'INICIAR', 'démarrer']],
    ['help', ['HELP', 'help?', 'INFO', 'Aide', 'HILFE', 'ayuda', 'aiuto', 'Hulp', 'AJUDA']],
  ]
  test.each(TOLD.flatMap(([keyword, texts]) => texts.map((text) => [text, keyword] as const)))(
    '%j is %s', (text, keyword) => expect(readKeyword(text)).toBe(keyword))

  const NONE = ['', '🙂', 'YES', 'Oui', 'ja', 'ok', 'Fine', 'No', 'stop by', 'cancel invoice 118',
    'please stop', 'end of month', 'info@buyer.example', 'I need help', 'start of May',
    'STOP I have paid', '1', 'x'.repeat(500)]
  test.each(NONE)('%j is none', (text) => expect(readKeyword(text)).toBeNull())
})

const REVOKE: Record<string, string[]> = {
  en: [
    'Please don\'t text me any more', 'please dont text me anymore', 'Do not text this number again',
    'Stop texting me!', 'STOP SENDING ME MESSAGES', 'pls stop', 'Please stop.', 'stop please',
    'Stop, I paid yesterday', 'STOP I already paid this', 'Who is this? Stop', 'quit texting us',
    'No more texts please', 'no more sms', 'I don’t want to receive these texts', 'Take me off your list',
    'Remove my number', 'remove me from your list please', 'Unsubscribe me', 'unsubscribe please',
    'Opt me out', 'I want to opt out', 'Please cease all text messages', 'Leave me alone',
    'lose my number', 'I revoke my consent', 'do not contact me again', 'never text me again',
    'Don\'t send me any more text messages, mail only', 'Stop contacting me', 'no texts please',
    'We will pay Friday. Please stop texting this phone', 'cancel these texts',
  ],
  fr: [
    'plus de sms svp', 'Plus de SMS, merci', 'Arrêtez de m\'envoyer des SMS', 'stop aux sms',
    'Ne m’envoyez plus de SMS', 'ne plus m\'envoyer de sms', 'Je ne veux plus recevoir vos messages',
    'Arrêtez ça svp', 'stop svp', 'Merci de ne plus m\'envoyer de textos', 'Cessez ces messages',
    'Désabonnez-moi', 'Je veux me désinscrire', 'Supprimez mon numéro', 'Retirez-moi de votre liste',
    'Ne me contactez plus', 'Ne m\'écrivez plus', 'Laissez-moi tranquille', 'pas de sms svp',
    'On paie vendredi. Mais plus de textos svp',
  ],
  de: [
    'keine SMS mehr', 'Bitte keine SMS mehr', 'Bitte keine weiteren Nachrichten',
    'Schicken Sie mir keine SMS mehr', 'Hören Sie auf, mir zu schreiben', 'hör auf mir sms zu schicken',
    'Schreiben Sie mir nicht mehr', 'Ich will keine SMS', 'Ich möchte keine Nachrichten mehr erhalten',
    'Bitte melden Sie mich ab', 'SMS bitte einstellen', 'Stoppen Sie die SMS', 'Stopp bitte',
    'Löschen Sie meine Nummer', 'Ich widerrufe meine Einwilligung', 'Lassen Sie mich in Ruhe',
    'Wir zahlen am Freitag, aber bitte keine SMS mehr',
  ],
  es: [
    'No me manden más mensajes', 'No más SMS por favor', 'no quiero recibir sms',
    'Dejen de enviarme mensajes', 'deje de escribirme', 'No me escriban más', 'Quiero darme de baja',
    'Denme de baja', 'Basta de mensajes', 'Borren mi número', 'Déjenme en paz', 'paren por favor',
  ],
  it: [
    'Basta SMS', 'Non mandatemi più messaggi', 'non voglio più ricevere sms', 'Niente più messaggi',
    'Smettetela di scrivermi', 'Non scrivetemi più', 'Cancellate il mio numero', 'disiscrivetemi',
    'Lasciatemi in pace', 'stop per favore',
  ],
  nl: [
    'Geen sms meer', 'geen berichten meer sturen aub', 'Stuur mij geen sms meer',
    'Stop met sms\'en', 'stop met berichten sturen', 'Stuur me niet meer', 'Schrijf mij uit',
    'Meld mij af', 'Verwijder mijn nummer', 'Laat me met rust',
  ],
  pt: [
    'Não me mandem mais mensagens', 'Parem de enviar SMS', 'pare de me mandar mensagem',
    'Não quero mais receber sms', 'Chega de mensagens', 'Removam meu número', 'Não me contactem mais',
    'Me deixem em paz', 'sem mais sms',
  ],
}

/** It may mean that: nothing is texted until a person has decided. */
const REVIEW = [
  'I will stop by to pay', 'Please cancel invoice 118', 'cancel my order', 'We stopped? stop the order',
  'Wrong number', 'You have the wrong person', 'Did you quit the old address?',
  'How do we unsubscribe from the newsletter', 'We opted out of the discount',
  'Vous vous trompez de numéro', 'Il faut arrêter la livraison', 'Désabonnez-moi de la newsletter',
  'Falsche Nummer', 'Bestellung 12 abbestellen', 'Número equivocado', 'Dar de baja la línea 2',
  'Numero sbagliato', 'Verkeerd nummer', 'número errado', 'Stop the transfer, the IBAN changed',
]

const NONE = [
  'We pay Friday', 'ok', 'yes', 'Thanks, will do', 'By the end of the month', 'at the end of May',
  'Don\'t stop sending reminders', 'I did not get your text message', 'Your text came twice',
  'Please text me the bank details', 'Send me an sms with the link', 'No problem, Friday',
  'I don\'t have the text with the link any longer', 'Why do you text me?', 'Fine',
  'Je suis en arrêt maladie', 'Je n\'ai plus le message', 'Je n\'ai plus vos SMS',
  'à la fin du mois', 'On paie vendredi', 'N\'arrêtez pas les rappels', 'Je vais m\'arrêter à la banque',
  'Nous n\'avons plus de trésorerie', 'Envoyez-moi un sms', 'Merci pour votre message',
  'Ich habe keine SMS bekommen', 'Ich habe keine Nachricht von Ihnen erhalten', 'Ende des Monats',
  'Wir zahlen nach Ende der Woche', 'Schicken Sie mir bitte eine SMS', 'keine Ahnung', 'Keine Sorge',
  'Vamos a cancelar la factura el viernes', 'Estoy de baja médica', 'No recibí su mensaje',
  'Es para pagar el viernes', 'fin de mes', 'No he recibido ningún sms',
  'Mi basta una copia', 'Non ho ricevuto il messaggio', 'a fine mese', 'Pago venerdì',
  'Ik heb geen sms ontvangen', 'Wij betalen vrijdag', 'einde van de maand', 'Ik heb geen bericht gehad',
  'Não recebi a mensagem', 'Vamos pagar sexta', 'É para pagar amanhã', 'fim do mês',
  '', '👍', 'non-stop service please', '118',
]

describe('a wish told in words', () => {
  test.each(Object.entries(REVOKE).flatMap(([language, texts]) =>
    texts.map((text) => [language, text] as const)))('%s: %j is final', (_language, text) =>
    expect(judgeOptOut(text)).toBe('revoke'))
  test.each(REVIEW)('%j is for a person to decide', (text) =>
    expect(judgeOptOut(text)).toBe('review'))
  test.each(NONE)('%j says nothing of it', (text) => expect(judgeOptOut(text)).toBe('none'))

  test('capitals, accents, curly marks and emoji change nothing', () => {
    expect(judgeOptOut('NE M’ENVOYEZ PLUS DE SMS 😡😡')).toBe('revoke')
    expect(judgeOptOut('PLEASE  DON’T\nTEXT ME')).toBe('revoke')
    expect(judgeOptOut('Please don’t text me 😡')).toBe('revoke')
  })

  const MAIL: [string, string][] = [
    ['Please stop the SMS to my phone.', 'revoke'],
    ['Bitte keine SMS mehr, gerne per Mail.', 'revoke'],
    ['Ne m’envoyez plus de SMS, un mail suffit.', 'revoke'],
    ['Please stop sending messages.', 'none'],
    ['Please cancel invoice 118.', 'none'],
    ['Stop.', 'none'],
    ['Cancel the order I sent by text.', 'review'],
  ]
  test.each(MAIL)('in an e-mail %j is %s, for only SMS are meant', (text, verdict) =>
    expect(judgeOptOut(text, 'email')).toBe(verdict))
})
