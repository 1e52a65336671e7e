// How automatic answers are titled, by language; all folded.

/**
 * Titles that only programs give. They decide alone, at the very start of a subject and followed
 * by a colon or nothing: behind `Re:` a person answers an automatic reply.
 */
export const AUTO_REPLY_TITLES: readonly string[] = [
  // English
  'automatic reply', 'automatic response', 'automated reply', 'automated response',
  'automatic e-mail reply', 'automatic email reply', 'auto reply', 'auto-reply', 'autoreply',
  'auto response', 'auto-response', 'autoresponse', 'auto responder', 'autoresponder',
  'auto-responder', 'auto answer', 'autoanswer', 'auto re', 'autosvar re', 'out of office reply',
  'out of office autoreply', 'out of office auto-reply', 'out of office auto reply',
  'out of office notification', 'out of office response', 'out of office notice',
  'vacation reply', 'vacation response', 'away message', 'auto acknowledgement',
  'automatic acknowledgement', 'auto-generated reply', 'automatically generated reply',
  'vacation autoreply', 'autoreply from', 'this is an automated response',
  'this is an automatic reply',
  // German
  'automatische antwort', 'automatische rückantwort', 'automatische rückmeldung',
  'automatische e-mail-antwort', 'automatische mail', 'autoantwort', 'auto-antwort',
  'abwesenheitsnotiz', 'abwesenheitsmeldung', 'abwesenheitsnachricht', 'abwesenheitsassistent',
  'abwesenheitsbenachrichtigung', 'urlaubsbenachrichtigung', 'automatische eingangsbestätigung',
  // French
  'réponse automatique', 'reponse automatique', 'message automatique',
  'accusé de réception automatique', 'auto-réponse', 'autoréponse',
  "réponse automatique d'absence",
  // Spanish, Portuguese, Catalan, Galician, Basque
  'respuesta automática', 'respuesta automatica', 'contestación automática', 'autorespuesta',
  'auto-respuesta', 'autorrespuesta', 'resposta automática', 'resposta automatica',
  'auto-resposta', 'autoresposta', 'resposta automàtica', 'erantzun automatikoa',
  'mensaje automático', 'mensagem automática',
  // Italian, Romanian
  'risposta automatica', 'risposta automatica di assenza', 'messaggio automatico', 'autorisposta',
  'răspuns automat', 'raspuns automat',
  // Dutch, Nordic, Icelandic
  'automatisch antwoord', 'automatisch bericht', 'automatische reactie', 'afwezigheidsbericht',
  'afwezigheidsmelding', 'autosvar', 'automatiskt svar', 'automatisk svar',
  'automatisk besvarelse', 'automatisk svarmeddelande', 'frånvaromeddelande', 'fraværsbesked',
  'fraværsassistent', 'automaattinen vastaus', 'automaattivastaus', 'poissaoloviesti',
  'sjálfvirkt svar',
  // Slavic and Baltic in Latin script, Hungarian, Estonian
  'odpowiedź automatyczna', 'automatyczna odpowiedź', 'autoodpowiedź', 'auto-odpowiedź',
  'automatická odpověď', 'automaticka odpoved', 'automatická odpoveď', 'samodejni odgovor',
  'samodejni odziv', 'automatski odgovor', 'automatski odziv', 'automatikus válasz',
  'automatikus válaszüzenet', 'távolléti értesítés', 'automatinis atsakymas',
  'automātiska atbilde', 'automātiskā atbilde', 'automaatvastus', 'automaatne vastus',
  'autoreponse',
  // Turkish, Greek, Cyrillic
  'otomatik yanıt', 'otomatik cevap', 'otomatik yanit', 'αυτόματη απάντηση',
  'автоматический ответ', 'автоответ', 'автоответчик', 'автоматическое уведомление',
  'автоматична відповідь', 'автовідповідь', 'автовідповідач', 'автоматичен отговор',
  'аутоматски одговор', 'автоматски одговор',
  // East Asian
  '自動返信', '自動応答', '自動回答', '不在通知', '不在応答', '【自動返信】', '【自動応答】', '[自動返信]', '自动答复', '自动回复', '自動答覆',
  '自動回覆', '自动应答', '外出自动回复', '자동 회신', '자동회신', '자동 응답', '자동응답', '부재중 자동',
  // Semitic, Persian, South East Asian
  'رد تلقائي', 'الرد التلقائي', 'پاسخ خودکار', 'תשובה אוטומטית', 'מענה אוטומטי',
  'trả lời tự động', 'thư trả lời tự động', 'phản hồi tự động', 'balasan otomatis',
  'jawaban otomatis', 'balasan automatik', 'jawapan automatik', 'ตอบกลับอัตโนมัติ',
  'การตอบกลับอัตโนมัติ', 'स्वचालित उत्तर',
]

/** Titles at the start that people give to an announcement too: the text must agree. */
export const ABSENCE_TITLES: readonly string[] = [
  // English
  'out of office', 'out-of-office', 'out of the office', 'out of office message',
  'out of office re', 'vacation message', 'vacation notice', 'absence notice',
  'absence notification',
  // German
  'abwesenheitshinweis', 'abwesenheitsinfo', 'urlaubsnotiz', 'urlaubsmeldung', 'außer haus',
  'nicht im büro',
  // French
  'réponse auto', "message d'absence", 'absence du bureau', "notification d'absence",
  "avis d'absence", 'absent du bureau', 'absent(e) du bureau',
  // Spanish, Portuguese, Catalan, Galician, Basque
  'fuera de la oficina', 'fuera de oficina', 'ausente de la oficina', 'fora do escritório',
  'fora do escritorio', 'ausência do escritório', 'ausência temporária', 'ausente do escritório',
  'ausência',
  // Italian, Romanian
  'fuori sede', 'fuori ufficio', "assente dall'ufficio", 'avviso di assenza',
  'notifica di assenza', 'absent din birou',
  // Dutch, Nordic, Icelandic
  'afwezigheid', 'afwezig', 'niet op kantoor', 'frånvaro', 'ej på kontoret', 'inte på kontoret',
  'fraværsmelding', 'fravær', 'ikke til stede', 'ikke på kontoret', 'semestersvar', 'poissaolo',
  'poissa toimistosta',
  // Slavic and Baltic in Latin script, Hungarian, Estonian
  'poza biurem', 'nieobecność w biurze', 'nieobecność', 'jestem poza biurem', 'mimo kancelář',
  'nepřítomnost', 'nepřítomnost v kanceláři', 'mimo kancelárie', 'neprítomnosť', 'odsotnost',
  'odsutan', 'odsutnost', 'házon kívül', 'irodán kívül',
  // Turkish, Greek, Cyrillic
  'ofis dışında', 'ofis dışı', 'iş yeri dışında', 'εκτός γραφείου', 'απουσία από το γραφείο',
  'нет на месте', 'отсутствие на рабочем месте', 'вне офиса', 'поза офісом', 'извън офиса',
  // East Asian
  '不在連絡', '不在のお知らせ', '不在办公室', '不在辦公室', '부재중', '부재 중', '외출 중',
  // Semitic, Persian, South East Asian
  'خارج المكتب', 'מחוץ למשרד', 'vắng mặt',
]

/** Found anywhere: Lotus Notes writes "AUTO: Ann Smith is out of the office". */
export const IS_ABSENT_SUBJECTS: readonly string[] = [
  'is out of the office', 'is out of office', 'is currently out of', 'is away from', 'is on leave',
  'ist außer haus', 'ist ausser haus', 'ist nicht im büro', 'ist im urlaub', 'ist abwesend',
  'est absent', 'est en congé', 'está fuera de la oficina', 'está ausente', 'está fora do',
  'è fuori ufficio', 'è assente', 'is afwezig', 'is niet op kantoor', 'är inte på kontoret',
  'er ikke på kontoret', 'er ikke til stede', 'ei ole paikalla', 'jest poza biurem',
]

/** Found anywhere in a subject of its own (no `Re:`); the text must say much more. */
export const AUTO_REPLY_SUBJECTS: readonly string[] = [
  'automatic reply', 'autoreply', 'auto-reply', 'auto reply', 'auto-response', 'autoresponse',
  'auto response', 'autoresponder', 'automated response', 'automated reply', 'automatic response',
  'out of office', 'out of the office', 'out-of-office', 'away from', 'on vacation', 'on holiday',
  'on leave', 'maternity leave', 'paternity leave', 'parental leave', 'annual leave', 'vacation',
  'absence', 'absent', 'i am away', "i'm away", 'not in the office', 'office closed',
  'we received your', 'we have received', 'have received your', 'has been received',
  'was received', 'receipt of your', 'thank you for', 'your message', 'your request',
  'your inquiry', 'your enquiry', 'your email', 'your e-mail', 'your mail to', 'request received',
  'message received', 'email received', 'confirmation of receipt', 'acknowledgement',
  'acknowledgment', 'case #', 'request #', 'no longer with', 'no longer works',
  'no longer employed', 'no longer at', 'left the company', 'left the organization',
  'change of email', 'new email address', 'e-mail address change', 'email address has changed',
  'automatische antwort', 'abwesen', 'im urlaub', 'urlaub', 'eingangsbestätigung',
  'empfangsbestätigung', 'ihre nachricht', 'ihre anfrage', 'ihre mail', 'ihre e-mail',
  'vielen dank für', 'danke für', 'nicht erreichbar', 'elternzeit', 'mutterschutz', 'neue e-mail',
  'nicht mehr im unternehmen', 'außer haus', 'réponse automatique', 'en congé', 'en vacances',
  'congés', 'accusé de réception', 'votre message', 'votre demande', 'votre mail',
  'respuesta automática', 'fuera de la oficina', 'ausente', 'ausencia', 'vacaciones', 'de viaje',
  'acuse de recibo', 'su mensaje', 'hemos recibido', 'resposta automática', 'fora do escritório',
  'ausência', 'férias', 'recebemos', 'risposta automatica', 'fuori sede', 'fuori ufficio',
  'assente', 'assenza', 'in ferie', 'ferie', 'conferma di ricezione', 'automatisch antwoord',
  'afwezig', 'vakantie', 'ontvangstbevestiging', 'autosvar', 'automatisk', 'fravær', 'frånvar',
  'bekräftelse', 'poissa', 'automaattinen', 'automatyczn', 'urlop', 'nieobecn', 'potwierdzenie',
  'automatick', 'dovolen', 'nepřítom', 'neprítom', 'automatikus', 'szabadság', 'távollét',
  'concediu', 'otomatik', 'tatil', 'αυτόματη', 'άδεια', 'απουσία', 'автоматич', 'автоответ',
  'отпуск', 'отсутств', 'відпуст', 'відсутн', 'отпуска', '自動', '不在', '休暇', '自动', '休假', '外出', '자동',
  '부재', '휴가', 'تلقائي', 'إجازة', 'אוטומט', 'חופשה',
]
