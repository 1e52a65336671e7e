// How mail programs introduce what they quote, in about twenty languages; all folded.

/** Our own line at the top of every reminder; what is below is ours. */
export const REPLY_ABOVE_LINES: readonly string[] = [
  'reply above this line', 'please reply above this line', 'type your reply above this line',
  'please type your reply above this line', 'write above this line', 'respond above this line',
  'bitte antworten sie über dieser zeile', 'antworten sie über dieser zeile',
  'bitte oberhalb dieser zeile antworten', 'oberhalb dieser zeile antworten',
  'ihre antwort bitte über dieser zeile', 'antwort oberhalb dieser zeile',
  'répondez au-dessus de cette ligne', 'veuillez répondre au-dessus de cette ligne',
  'répondre au-dessus de cette ligne', 'responda por encima de esta línea',
  'responda encima de esta línea', 'escriba su respuesta por encima de esta línea',
  'rispondi sopra questa riga', 'rispondere sopra questa riga', 'rispondi sopra questa linea',
  'responda acima desta linha', 'por favor responda acima desta linha',
  'reageer boven deze regel', 'antwoord boven deze regel', 'schrijf uw antwoord boven deze regel',
  'svara ovanför denna rad', 'svar over denne linje', 'svar ovenfor denne linje',
  'svar over denne linjen', 'vastaa tämän rivin yläpuolelle', 'odpowiedz powyżej tej linii',
  'prosimy odpowiedzieć powyżej tej linii', 'odpovězte nad tímto řádkem',
  'odpovedzte nad týmto riadkom', 'válaszát e sor fölé írja', 'răspundeți deasupra acestei linii',
  'yanıtınızı bu satırın üzerine yazın', 'απαντήστε πάνω από αυτή τη γραμμή',
  'ответьте выше этой строки', 'відповідайте вище цього рядка', 'отговорете над този ред',
  'この行より上に返信してください', '请在此行上方回复', '請在此行上方回覆', '이 줄 위에 답장해 주세요',
]

/** A line that begins the original or a forwarded message, without its dashes. */
export const SEPARATORS: readonly string[] = [
  'original message', 'original mail', 'original e-mail', 'original email',
  'original appointment', 'reply message', 'message original', "message d'origine",
  "courriel d'origine", 'message transféré', 'message transmis', 'mail original',
  'ursprüngliche nachricht', 'ursprüngliche mail', 'ursprüngliche e-mail', 'originalnachricht',
  'original-nachricht', 'originalmail', 'weitergeleitete nachricht', 'originale nachricht',
  'mensaje original', 'mensaje reenviado', 'correo original', 'mensagem original',
  'mensagem encaminhada', 'mensagem reencaminhada', 'messaggio originale', 'messaggio inoltrato',
  'oorspronkelijk bericht', 'origineel bericht', 'doorgestuurd bericht',
  'ursprungligt meddelande', 'ursprungsmeddelande', 'originalmeddelande',
  'vidarebefordrat meddelande', 'oprindelig meddelelse', 'original meddelelse',
  'videresendt meddelelse', 'opprinnelig melding', 'original melding', 'videresendt melding',
  'alkuperäinen viesti', 'välitetty viesti', 'wiadomość oryginalna', 'oryginalna wiadomość',
  'wiadomość pierwotna', 'wiadomość przekazana', 'treść przekazanej wiadomości', 'původní zpráva',
  'původní e-mail', 'přeposlaná zpráva', 'pôvodná správa', 'preposlaná správa', 'eredeti üzenet',
  'eredeti levél', 'továbbított üzenet', 'mesaj original', 'mesajul original',
  'mesaj redirecționat', 'özgün ileti', 'orijinal mesaj', 'orijinal ileti', 'iletilmiş mesaj',
  'αρχικό μήνυμα', 'προωθημένο μήνυμα', 'исходное сообщение', 'исходное письмо',
  'оригинальное сообщение', 'пересылаемое сообщение', 'пересланное сообщение',
  'конец пересылаемого сообщения', 'вихідне повідомлення', 'оригінальне повідомлення',
  'переслане повідомлення', 'оригинално съобщение', 'препратено съобщение', 'izvorna poruka',
  'originalna poruka', 'izvirno sporočilo', '元のメッセージ', '転送メッセージ', 'original message以下', '原始邮件',
  '原始郵件', '原件', '转发邮件', '轉寄郵件', '邮件原件', '转发的邮件', '원본 메시지', '원본 메일', '전달된 메시지',
  'forwarded message', 'forwarded by', 'forwarded mail', 'begin forwarded message',
  'anfang der weitergeleiteten nachricht', 'début du message réexpédié',
  'début du message transféré', 'inicio del mensaje reenviado', 'inizio messaggio inoltrato',
  'begin doorgestuurd bericht', 'vidarebefordrat brev', 'start på videresendt besked',
  'início da mensagem encaminhada', 'начало переадресованного сообщения', 'رسالة أصلية',
  'الرسالة الأصلية', 'הודעה מקורית', 'ההודעה המקורית',
]

/** A verb of "so-and-so wrote", as it stands near the end of an attribution line. */
export const WROTE: readonly string[] = [
  'wrote', 'writes', 'written', 'said', 'schrieb', 'schrieb am', 'geschrieben', 'hat geschrieben',
  'a écrit', 'écrivait', 'écrit', 'escribió', 'escribiste', 'ha escrito', 'escreveu',
  'ha scritto', 'scrive', 'scrisse', 'schreef', 'geschreven', 'heeft geschreven', 'skrev',
  'skrifaði', 'kirjoitti', 'napisał', 'napisała', 'napisał(a)', 'napisal', 'napsal', 'napsala',
  'napsal(a)', 'napísal', 'napísala', 'napísal(a)', 'írta', 'ezt írta', 'a scris', 'scris',
  'yazdı', 'şunu yazdı', 'şunları yazdı', 'έγραψε', 'εγραψε', 'написал', 'написала', 'написал(а)',
  'пишет', 'писал', 'написав', 'пише', 'написа', 'je napisao', 'je napisala', 'napisao',
  'je napisal', 'kirjutas', 'rakstīja', 'rašė', 'đã viết', 'viết', 'menulis', 'menulis:', 'のメール',
  'のメッセージ', 'は書きました', 'さんは書きました', 'wrote on', '写道', '寫道', '님이 작성', '님이 씀', '작성', 'كتب', 'כתב',
  'כתב/ה', 'כתבה', 'va escriure', 'idatzi du', 'escribiu', 'sanoi', 'shkroi',
]

/** A word with which a dated attribution line begins. */
export const ON_DATE: readonly string[] = [
  'on', 'am', 'le', 'el', 'em', 'il', 'op', 'den', 'på', 'pe', 'dnia', 'dne', 'dňa', 'w dniu',
  'at', 'wt', 'pon', 'śr', 'czw', 'pt', 'sob', 'niedz', 'po', 'út', 'st', 'čt', 'pá', 'so', 'ne',
  'la', 'στις', 'la data de', 'tarihinde', 'от', 'в', 'у', 'на', 'dana', 'o', 'vào', 'pada', 'a',
  'ai', 'il giorno', 'm.', 'kl', 'a las', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun',
  'quoting', 'zitat von', 'citando', 'in article', 'in message', 'from', 'från',
  'in a message dated', 'v', 'ons', 'tis', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс', 'нд',
]

/** Names of the header fields that mail programs show above a quoted message. */
export const HEADER_NAMES: Readonly<
  Record<'from' | 'sent' | 'to' | 'subject', readonly string[]>
> = {
  from: [
    'from', 'von', 'de', 'da', 'van', 'från', 'fra', 'lähettäjä', 'od', 'feladó', 'kimden',
    'gönderen', 'από', 'от', 'від', 'от кого', 'sent by', 'expéditeur', 'mittente', 'remitente',
    'remetente', 'absender', 'afzender', 'nadawca', 'odesílatel', 'odosielateľ', 'expeditor',
    'de la', 'saatja', 'no', 'nuo', 'từ', 'dari', '差出人', '送信者', '发件人', '寄件者', '寄件人', '보낸 사람',
    '보낸사람', 'من', 'מאת', 'desde', 'отправитель', 'відправник', 'подател', 'pošiljatelj', 'nga',
  ],
  sent: [
    'sent', 'date', 'gesendet', 'datum', 'envoyé', 'envoyé le', 'date d\'envoi', 'enviado',
    'enviado el', 'enviada', 'enviada em', 'enviado em', 'fecha', 'data', 'inviato', 'data invio',
    'verzonden', 'skickat', 'sendt', 'dato', 'lähetetty', 'päivämäärä', 'päiväys', 'wysłano',
    'wysłane', 'data wysłania', 'odesláno', 'odoslané', 'dátum', 'küldve', 'elküldve', 'trimis',
    'data', 'gönderildi', 'gönderme tarihi', 'tarih', 'ημερομηνία', 'στάλθηκε', 'εστάλη',
    'отправлено', 'дата', 'надіслано', 'изпратено', 'poslano', 'saadetud', 'đã gửi', 'ngày',
    'dikirim', 'tanggal', '日付', '送信日時', '日時', '发送时间', '日期', '寄件日期', '時間', '时间', '보낸 날짜',
    '날짜', 'تاريخ الإرسال', 'التاريخ', 'נשלח', 'תאריך', 'send', 'sent at', 'когда', 'poslané',
  ],
  to: [
    'to', 'an', 'à', 'a', 'para', 'aan', 'naar', 'till', 'til', 'vastaanottaja', 'do', 'komu',
    'pro',
    'címzett', 'către', 'kime', 'alıcı', 'προς', 'кому', 'до', 'получатель', 'za', 'kepada', 'đến',
    'tới', '宛先', '收件人', '收件者', '받는 사람', '받는사람', 'إلى', 'אל', 'destinataire', 'destinatario',
    'destinatário', 'empfänger', 'cc', 'kopie', 'copie', 'kopia', 'kopi', 'копия', 'adressat',
  ],
  subject: [
    'subject', 'betreff', 'objet', 'sujet', 'asunto', 'assunto', 'oggetto', 'onderwerp', 'ämne',
    'emne', 'aihe', 'temat', 'předmět', 'predmet', 'tárgy', 'subiect', 'konu', 'θέμα', 'тема',
    'относно', 'zadeva', 'teema', 'tēma', 'tema', 'chủ đề', 'tiêu đề', 'perihal', 'subjek', '件名',
    '主题',
    '主旨', '主題', '제목', 'الموضوع', 'נושא', 'efni', 'assumpte', 'betrifft', 'betr.', 'betr',
  ],
}

/** The start of the line that a device or program puts under everything. */
export const DEVICE_LINES: readonly string[] = [
  'sent from my', 'sent from mail for windows', 'sent from outlook', 'sent from yahoo',
  'sent from a mobile', 'sent from samsung', 'sent from proton', 'sent with proton',
  'sent from mobile', 'sent from the all new', 'sent from gmail', 'sent via', 'sent using',
  'sent with airmail', 'sent by my', 'get outlook for', 'get bluemail', 'sent from boxer',
  'sent from my blackberry', 'sent from mailbox', 'sent from nine', 'sent from spark',
  'von meinem iphone', 'von meinem ipad', 'von meinem samsung', 'von meinem handy',
  'von meinem mobil', 'von meinem android', 'von meinem mobiltelefon', 'von meinem huawei',
  'gesendet von', 'gesendet mit', 'gesendet über', 'diese nachricht wurde von', 'von outlook',
  'outlook für ios', 'outlook für android', 'holen sie sich outlook', 'von unterwegs gesendet',
  'envoyé de mon', 'envoyé depuis', 'envoyé à partir de', 'envoyé avec', 'télécharger outlook',
  'obtenir outlook', 'enviado desde', 'enviado con', 'obtener outlook', 'obtenga outlook',
  'enviado do meu', 'enviado de meu', 'enviado a partir do', 'enviado pelo', 'obter o outlook',
  'inviato da', 'inviato dal', 'inviato con', 'ottieni outlook', 'scarica outlook',
  'verstuurd vanaf', 'verzonden vanaf', 'verzonden met', 'outlook voor', 'download outlook',
  'skickat från', 'hämta outlook', 'sendt fra', 'hent outlook', 'få outlook', 'lähetetty',
  'wysłane z', 'wysłano z', 'pobierz outlook', 'pobierz aplikację outlook', 'odesláno z',
  'získejte outlook', 'odoslané z', 'küldve', 'az outlook', 'trimis de pe', 'iphone\'umdan',
  'ipad\'imden', 'στάλθηκε από', 'отправлено с', 'отправлено из', 'надіслано з', 'изпратено от',
  'iphoneから送信', 'ipadから送信', '从我的iphone', '从我的 iphone', '发自我的', '傳送自', '從我的',
  '나의 iphone', '내 iphone', 'أرسلت من', 'تم الإرسال من', 'נשלח מה', 'poslano z',
]
