// What automatic answers say, by language; all folded. Weak politeness is left out on purpose.

/** Says itself that no person wrote it. */
export const AUTOMATIC_TEXTS: readonly string[] = [
  // English
  'this is an automat', 'an automated message', 'an automatic message', 'automated response',
  'automatic response', 'automated reply', 'automatic reply', 'automatically generated',
  'auto-generated', 'auto generated', 'auto-reply', 'autoreply', 'auto reply', 'autoresponder',
  'auto-responder',
  'auto response', 'auto-response', 'do not reply to this', 'please do not reply',
  'do not respond to this', 'no need to reply', 'no longer monitored', 'unmonitored',
  // German
  'automatisch erzeugt', 'automatisch generiert', 'automatische antwort',
  'automatisierte antwort', 'automatische nachricht', 'automatisch erstellt',
  // French
  'message automatique', 'réponse automatique', 'ne pas répondre à', 'merci de ne pas répondre',
  // Spanish, Portuguese, Italian, Romanian
  'no responda a este', 'respuesta automática', 'mensaje automático', 'resposta automática',
  'mensagem automática', 'não responda a este', 'risposta automatica', 'messaggio automatico',
  'non rispondere a', 'mesaj automat', 'răspuns automat',
  // Dutch, Nordic, Finnish
  'automaattinen vastaus', 'automaattinen viesti', 'automatiskt svar', 'automatisk svar',
  'autosvar', 'automatiskt genererat', 'automatisk genereret', 'automatisk generert',
  'automatisch bericht', 'automatisch antwoord', 'automatisch gegenereerd',
  // Slavic, Hungarian, Turkish, Greek
  'wiadomość automatyczna', 'automatyczna odpowiedź', 'wygenerowana automatycznie',
  'automatická odpověď', 'αυτόματο μήνυμα', 'αυτόματη απάντηση',
  // East Asian, Semitic
  '自動返信', '自動応答', '自動送信', '自动回复', '自动答复', '自動回覆', '系统自动', '자동 응답', '자동응답', '자동 회신', 'رد تلقائي',
  'رد آلي', 'תשובה אוטומטית', 'מענה אוטומטי', 'trả lời tự động',
]

/** First words of an answer that nobody writes by hand, not even about a machine. */
export const AUTOMATIC_OPENINGS: readonly string[] = [
  'this is an auto', 'this is a system-generated', 'this is a system generated',
  'this is an out of office', 'automatically generated', 'please do not reply to this',
  'do not reply to this', 'this mailbox is not monitored', 'dies ist eine auto',
  'das ist eine auto', 'dies ist eine abwesenheit', 'diese e-mail wurde auto',
  'diese nachricht wurde auto', 'ceci est un message auto', 'ceci est une réponse auto',
  'este es un mensaje auto', 'esta es una respuesta auto', 'este é um e-mail auto',
  'esta é uma mensagem auto', 'esta é uma resposta auto', 'questo è un messaggio auto',
  'questa è una risposta auto', 'dit is een auto', 'detta är ett auto', 'dette er en auto',
  'dette er et auto', 'tämä on auto', 'to jest wiadomość auto', 'to jest automatycz',
  'toto je automatick', 'ez egy automatikus', 'acesta este un mesaj auto', 'bu otomatik',
  'bu bir otomatik', 'αυτό είναι ένα αυτόματο', 'это автоматич', 'це автоматич', 'това е автоматич',
  'このメールは自動', 'これは自動', '本邮件为自动', '此邮件为系统', '这是一封自动', '這是自動', '이 메일은 자동',
  'هذه رسالة تلقائية', 'هذا رد تلقائي', 'זוהי הודעה אוטומטית', 'זוהי תשובה אוטומטית',
]

/** Absences and receipts; people write these too, so they need a second sign. */
export const ABSENCE_TEXTS: readonly string[] = [
  // English
  'out of the office', 'out of office', 'out-of-office', 'away from the office',
  'away from my desk', 'away from my email', 'away from my e-mail', 'away from my mail',
  'not in the office', 'on vacation', 'on holiday', 'on annual leave', 'on maternity leave',
  'on parental leave', 'on paternity leave', 'on leave', 'on sick leave', 'on a business trip',
  'no access to my email', 'no access to email', 'without access to', 'will return on',
  'upon my return', 'on my return', 'when i return', 'when i get back', 'return to the office',
  'returning to the office', 'currently away', 'currently unavailable', 'currently out',
  'will not be reading', 'not be able to read', 'not checking email', 'read your message when',
  'i will reply to your', 'will get back to you',
  'your message has been received', 'your email has been received',
  'your e-mail has been received', 'your request has been received', 'has been received and',
  'we have received your', 'we received your', 'acknowledge receipt', 'confirms receipt',
  'confirm that we have received', 'thank you for contacting', 'thanks for contacting',
  'thank you for your email', 'thank you for your e-mail', 'thank you for your mail',
  'thank you for your message', 'thank you for emailing', 'thank you for e-mailing',
  'thank you for writing', 'thank you for getting in touch', 'thank you for reaching out',
  'thanks for your email', 'thanks for your message', 'has been logged', 'a ticket has been',
  'a support ticket', 'no longer with', 'no longer employed', 'no longer works',
  'no longer working', 'no longer in use', 'no longer active', 'email address has changed',
  'in my absence', 'during my absence', 'for urgent matters', 'for anything urgent',
  'if your matter is urgent', 'in urgent cases', 'if urgent', 'our office is closed',
  'our offices are closed', 'office will be closed',
  // German
  'nicht im büro', 'nicht im haus', 'außer haus', 'ausser haus', 'im urlaub', 'abwesen',
  'wieder erreichbar', 'wieder im büro', 'wieder für sie da', 'nicht erreichbar',
  'in dringenden fällen', 'dringenden fällen', 'werden nicht weitergeleitet',
  'wird nicht weitergeleitet', 'werden uns umgehend', 'elternzeit', 'mutterschutz',
  'nicht mehr im unternehmen', 'nicht mehr für', 'meine vertretung', 'betriebsferien',
  // French
  'absent du bureau', 'absente du bureau', 'absent jusqu', 'absente jusqu', 'je suis absent',
  'mon retour', 'mon absence', 'accusons réception', "en cas d'urgence",
 
  // Spanish, Portuguese, Italian, Romanian
  'fuera de la oficina', 'fuera de mi oficina', 'estoy de vacaciones', 'de vacaciones',
  'estaré ausente', 'mi regreso', 'mi ausencia',
  'hemos recibido su', 'recibido su mensaje', 'en caso de urgencia', 'fora do escritório',
  'estou de férias', 'de férias', 'estarei ausente', 'minha ausência', 'meu regresso',
  'recebemos a sua', 'recebemos sua',
  'fuori ufficio', 'fuori sede', 'sono assente', 'sarò assente', 'mio rientro', 'mia assenza',
  'abbiamo ricevuto', 'in caso di urgenza', 'per urgenze', 'nu sunt la birou', 'în concediu',
  // Dutch, Nordic
  'niet op kantoor', 'afwezig', 'met vakantie', 'op vakantie', 'weer aanwezig', 'weer bereikbaar',
  'voor dringende', 'in dringende gevallen', 'inte på kontoret', 'på semester', 'jag är åter',
  'åter på kontoret', 'tillbaka på kontoret', 'föräldraledig', 'är ledig', 'ikke på kontoret',
  'ikke til stede', 'på ferie', 'tilbage på kontoret', 'tilbake på kontoret', 'fraværende',
  'tilbage igen', 'på barsel', 'poissa toimistolta', 'olen lomalla', 'olen poissa',
 
  // Slavic, Hungarian, Turkish, Greek
  'poza biurem', 'jestem na urlopie', 'na urlopie', 'jestem nieobecn', 'nieobecność',
  'mimo kancelář', 'na dovolené', 'nejsem v kanceláři', 'mimo kancelárie', 'na dovolenke',
  'szabadságon', 'nem vagyok az irodában', 'házon kívül', 'irodán kívül', 'ofis dışında',
  'izindeyim', 'tatildeyim', 'yıllık izin', 'ofiste değilim', 'εκτός γραφείου', 'άδεια',
  'απουσιάζω', 'в отпуске', 'отсутствую', 'буду отсутствовать', 'меня нет в офисе', 'не в офисе',
  'вне офиса', 'ваше письмо получено', 'ваше сообщение получено', 'у відпустці', 'відсутн',
  'в отпуск', 'извън офиса', 'na godišnjem odmoru', 'na dopustu', 'odsoten',
  // East Asian, Semitic
  '不在にして', '不在と', '休暇を', '休暇中', '外出中', '不在办公室', '休假', '不在辦公室', '부재중', '휴가', '출장', 'خارج المكتب',
  'في إجازة', 'إجازة', 'מחוץ למשרד', 'בחופשה', 'חופשה', 'vắng mặt', 'nghỉ phép', 'sedang cuti',
  'di luar kantor',
]

/** Asks the writer to prove to be a person before the message is delivered. */
export const CHALLENGE_TEXTS: readonly string[] = [
  'verify that you are a real person', 'verify that you are human', 'verify you are human',
  'prove that you are human', 'prove you are a human', 'confirm that you are a human',
  'confirm you are human', 'confirm you are a real', 'confirm your email so that it',
  'your message is awaiting verification', 'requires verification before', 'sender verification',
  'please click the link below to deliver', 'click on the link below to deliver',
  'click the following link to deliver', 'before your message can be delivered',
  'before your message will be delivered', 'your message will not be delivered until',
  'your email will not be delivered until', 'add you to my approved', 'added to my approved',
  'to be placed on my list', 'approved senders list', 'allowed senders list', 'spam arrest',
  'boxbe', 'this one-time confirmation', 'confirm this one time', 'reply to this message to be',
  'to release your message', 'challenge-response', 'challenge/response', 'whitelist your',
]
