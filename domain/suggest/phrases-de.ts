// What German-speaking customers write about an invoice.
import type { Phrases } from './phrases.ts'

const PAY =
  '((be|aus|ein|an)?zahlen|(be)?zahl|(ue?ber)weisen|uberweisen|ueberweisen|begleichen|'
    + 'anweisen|ausgleichen|zahlt|ausfuehren|ausfuhren|veranlassen|einzahlen|regulieren|'
    + 'entrichten)'
const PAYS =
  '((be)?zahle[n]?|(be)?zahlt|uberweise[nt]?|ueberweise[nt]?|uberweist|ueberweist|'
    + 'begleiche[nt]?|begleicht|zahlen wir|gleiche[nt]?|weise[nt]?)'
const PAID =
  '((be|ge|ein|an|ab)?zahlt|(be|ein|an|ab|aus)?gezahlt|uberwiesen|ueberwiesen|beglichen|'
    + 'angewiesen|ausgeglichen|ausgefuhrt|ausgefuehrt|veranlasst|getatigt|getaetigt|abgebucht|'
    + 'einbezahlt|reguliert|erledigt|uber paypal)'
const THING =
  '(zahlung(en)?|uberweisung(en)?|ueberweisung(en)?|betrag|betrage|geld|rechnung(en)?|summe|'
    + 'restbetrag|ausgleich|begleichung|rest|rg|re|posten|forderung|sie|das|er|es|beide|alles|'
    + 'offene[nr]? (betrag|posten|rechnung(en)?))'
const GOODS =
  '(ware[n]?|lieferung(en)?|artikel|produkte?|teile?|bestellung|sendung|paket(e)?|material|'
    + 'palette[n]?|gerate?|geraete?|maschine[n]?|leistung(en)?)'
const PO =
  '(bestell-?(nummer|nr\\.?|bezug|referenz)|auftrags-?(nummer|nr\\.?)|po[- ]?(nummer|'
    + 'nr\\.?)?|bestellreferenz|purchase order)'

export const GERMAN: Phrases = {
  language: 'de',
  words:
    'der die das und wir ist sind zu von fur fuer auf sie ihre ihr unser wird werden haben hat '
    +
      'dies mit es nicht bei bitte danke guten hallo sehr geehrte gruss grusse gruesse ich '
        + 'den dem am im zum',
  promise: [
    '(geht|gehen) ~ raus',
    `(werden?|wird|werde) .. ${PAY}`, `(wir|ich|buchhaltung) ${PAYS}`, `${PAYS} (wir|ich)`,
    `${THING} ~ (wird|werden) .. (${PAID}|erfolgen|bezahlt|eingehen|bei ihnen sein|rausgehen|`
        + 'ankommen|freigegeben|gutgeschrieben|vorgenommen|durchgefuhrt)',
    `(wird|werden) .. ${PAID}`,
      '(wird|werden) .. (zahlung(en)?|uberweisung|ueberweisung) ~ erfolgen',
    `${THING} ~ (erfolgt|folgt|geht|gehen|kommt|kommen|verlasst|erhalten sie|(ist|sind) .. `
      + `(eingeplant|`
        + 'vorgesehen|geplant|terminiert|eingestellt|vorgemerkt|angewiesen fur)|'
        + 'sind (eingeplant|vorgesehen|geplant|terminiert))',
    '(erfolgt|folgt|geht|kommt) .. (zahlung|uberweisung|ueberweisung|der ausgleich|'
        + 'der betrag|das geld)',
    '(zahlung|uberweisung|ueberweisung)(slauf)? ~ (erfolgt|geplant|terminiert|vorgesehen|'
        + 'eingeplant|zum|am|bis|per|in kw)',
    '(im|mit dem|beim|in den|in unserem|in unseren|fur den|mit unserem) ~ (zahlungslauf|'
        + 'zahllauf|uberweisungslauf)',
      '(nachste[rn]?|naechste[rn]?|kommende[rn]?) (zahlungslauf|zahllauf)',
    '(haben|habe|ist|sind|wurde|wurden) .. (zur zahlung|zur uberweisung|fur den|'
        + 'zahlung) ~ (vorgemerkt|eingeplant|terminiert|freigegeben|angewiesen|eingestellt|'
        + 'vorgesehen|geplant|angesetzt)',
    '(sage|sagen|sichere|sichern) ~ (zahlung|zu)', 'zahlungstermin( ist|:)?',
      'zahlungsdatum( ist|:)?',
    '(haben|erhalten|bekommen) sie ~ (das geld|die zahlung|den betrag|ihr geld|'
        + 'unsere zahlung|die uberweisung)',
      'sie (erhalten|bekommen) ~ (zahlung|geld|betrag|uberweisung)',
    'nehme[n]? .. (zahlung|uberweisung) ~ vor',
      '(veranlasse[n]?|tatige[n]?|taetige[n]?) .. (zahlung|uberweisung|ueberweisung)',
    '(weise[n]?) .. an', '(gleiche[n]?) .. aus',
      '(wird|werden) .. (mit dem|im|beim) ~ zahlungslauf',
  ],
  hope: [
    `(planen|beabsichtigen|haben vor|gedenken|rechnen|gehen davon aus) .. (zu ${PAY}|zahlung|`
        + 'zahlen|uberweisung|ueberweisen|zu uberweisen|auszugleichen|anzuweisen)',
    `(konnen|kann|koennen) (wir|ich) .. ${PAY}`, `(wir|ich) (konnen|kann|koennen) .. ${PAY}`,
    `${THING} ~ (sollte[n]?|musste[n]?|muesste) .. (eingehen|bei ihnen sein|da sein|ankommen|`
        + 'erfolgen|rausgehen|bezahlt werden|uberwiesen werden|sein)',
    '(voraussichtlich|vermutlich|wahrscheinlich) ~ (zahlen|bezahlt|uberwiesen|erfolgt|zahlung)',
  ],
  paid: [
    `(haben|habe|hat|hatten) .. ${PAID}`, `(wurde|wurden|ist|sind) .. ${PAID}`,
    `(bereits|schon|langst|laengst) .. ${PAID}`,
      '(zahlung|uberweisung|ueberweisung|geld|betrag) .. (ist|sind) ~ (raus|erfolgt|'
        + 'rausgegangen|unterwegs|abgegangen|ausgefuhrt|erledigt)',
    '(uberwies(en)?|ueberwies|bezahlte[n]?|zahlte[n]?|beglich(en)?) (wir|ich|die|den)',
      '(wir|ich) (uberwiesen|bezahlten|bezahlte|beglichen|zahlten)', 'zahlung ~ erfolgte',
      'uberschnitten', 'ueberschnitten', 'gekreuzt',
    'zahlungs(beleg|nachweis|bestatigung|bestaetigung|avis)', 'uberweisungsbeleg',
      'erledigt .. bezahlt', '^([^ ]{1,30} ){0,4}?(bezahlt|uberwiesen|beglichen) am',
      '(per|via) (lastschrift|paypal) (abgebucht|eingezogen)', '(ist|wurde) ~ erledigt',
  ],
  dispute: [
    ['duplicate', ['doppelt ~ (berechnet|abgerechnet|in rechnung|fakturiert|gestellt|erhalten)',
      'doppelte (rechnung|abrechnung|berechnung|fakturierung)',
      'zweimal ~ (berechnet|abgerechnet|in rechnung|fakturiert)', 'rechnung doppelt']],
    ['not_received', [`${GOODS} .. (nicht|nie|noch nicht|niemals) ~ (erhalten|angekommen|`
        + 'geliefert|eingetroffen|bekommen|erbracht|zugestellt|da|eingegangen)',
      `(keine|nie|niemals|noch keine|noch nie) ~ (${GOODS}) ~ (erhalten|bekommen|eingegangen|`
          + 'angekommen|erbracht)',
        '(ist|sind|wurde|wurden) nie (angekommen|geliefert|eingetroffen)', 'nicht geliefert',
        'warten ~ auf (die|unsere|den rest der) (ware|lieferung)', `${GOODS} ~ steht (noch )?aus`]],
    ['quantity', ['(falsche|unvollstandige|unvollstaendige) (menge|anzahl|lieferung|stuckzahl)',
      '(unvollstandig|unvollstaendig) ~ (geliefert|angekommen|erhalten)?',
      `(fehlen|fehlt|fehlten) ~ (stuck|${GOODS}|kartons?|pakete|positionen)`,
      `(stuck|${GOODS}|kartons?|positionen) ~ fehl(en|t|ten)`,
      'nur \\d+ ~ (erhalten|geliefert|angekommen|bekommen)', 'mindermenge', 'fehlmenge',
      'minderlieferung', 'menge ~ (stimmt nicht|falsch|weicht)']],
    ['damaged', [`${GOODS} .. (beschadigt|beschaedigt|defekt|kaputt|mangelhaft|fehlerhaft|`
        + 'unbrauchbar|zerbrochen)',
      '(beschadigte[rn]?|defekte[rn]?|mangelhafte[rn]?|fehlerhafte[rn]?|kaputte[rn]?|'
        + `beschaedigte[rn]?) (${GOODS})`,
      '(qualitats|sach)?mangel\\w{0,2}', 'mangelruge', 'maengel',
      'maengelruege', 'reklamation', 'reklamieren', 'reklamiert', 'funktioniert nicht',
      'beanstand\\w+']],
    ['price', ['(kurzen|kuerzen|mindern) .. (um|rechnung|betrag|zahlung)',
      '(falsche[rn]?|zu hohe[rn]?|abweichende[rn]?|uberhohte[rn]?) (preis|preise|'
        + 'betrag|stundensatz|steuersatz|mwst|mehrwertsteuer|rechnungsbetrag|konditionen)',
      '(preis|preise|betrag|summe|rabatt|stundensatz|mehrwertsteuer|mwst|rechnungsbetrag|'
        + 'konditionen) .. (stimmt nicht|stimmen nicht|nicht korrekt|falsch|zu hoch|'
        + 'abweich\\w+|weicht|weichen|nicht richtig|fehlt|nicht berucksichtigt|'
        + 'nicht beruecksichtigt|nicht abgezogen|nicht uberein)',
      'zu viel (berechnet|abgerechnet|in rechnung)',
      '(vereinbart|angeboten|ausgemacht) (war|waren|wurden|wurde|ist)',
      'statt (der |den |des )?vereinbarten?', 'preis(abweichung|differenz)',
      'rabatt ~ (vergessen|fehlt|nicht)', 'nicht (dem|den) vereinbarten?',
      'entspricht nicht ~ (angebot|bestellung|vereinbarung|auftrag)', 'teurer als']],
    ['not_ordered', ['(nicht|nie|niemals) ~ (bestellt|beauftragt|in auftrag gegeben|angefordert)',
      'keine ~ (bestellung|auftrag) ~ (aufgegeben|erteilt|vor|getatigt|bekannt)',
      'keinen (solchen )?auftrag',
      '(rechnung|forderung) ~ (nicht bekannt|unbekannt|nicht nachvollziehen|nicht zuordnen)',
      'ist nicht (von|fur) uns']],
    ['cancelled', ['(storniert|gekundigt|gekuendigt|widerrufen|zuruckgeschickt|'
        + 'zurueckgeschickt|zuruckgesendet|retourniert|zuruckgegeben)',
      '(kundigung|stornierung|widerruf|rucksendung|retoure)']],
    ['credit_expected', ['gutschrift',
      '(rechnungskorrektur|korrekturrechnung|korrigierte rechnung|neue rechnung|'
        + 'berichtigte rechnung)', 'rechnung ~ (korrigieren|berichtigen|zu korrigieren)']],
    ['service', ['(arbeit(en)?|leistung(en)?|montage|reparatur|auftrag) .. (nicht ~ (fertig|'
        + 'abgeschlossen|ausgefuhrt|ausgefuehrt|erbracht|vollstandig|zufriedenstellend)|'
        + 'unvollstandig)', 'nicht zufrieden', 'unzufrieden']],
    ['other', ['(adresse|anschrift|rechnungsadresse|ust-id\\w*|steuernummer) .. falsch',
      'falsche[nr]? ~ (rechnungsadresse|anschrift|ust-id\\S*|steuernummer)',
      '(rechnung|mahnung|forderung|abrechnung|sie|das) .. (falsch|fehlerhaft|'
        + 'nicht korrekt|nicht richtig|unberechtigt|nicht berechtigt|stimmt nicht|'
        + 'stimmt so nicht|strittig|unkorrekt)',
      '(falsche|fehlerhafte|unberechtigte) (rechnung|forderung|mahnung)', 'widersprech\\w*',
      '(lege|legen|erheben|erhebe) ~ (widerspruch|einspruch)', '(widerspruch|einspruch)',
      'bestreite[n]?', '(stimmt|stimmen) ~ nicht', 'weise[n]? .. zuruck',
      'nicht (einverstanden|anerkennen|akzeptieren)', '(akzeptieren|anerkennen) .. nicht',
      'in klarung', 'in klaerung', 'fehler (in|auf) (der|ihrer) rechnung', 'rechnung ~ gesperrt']],
  ],
  purchaseOrder: [
    `${PO} .. (fehlt|fehlen|vermissen|benotigt|benotigen|benoetigt|brauchen|erforderlich|`
        + 'angeben|anzugeben|nicht angegeben|nicht vermerkt|nicht enthalten|nachreichen|'
        + 'erganzen|ergaenzen|mitteilen|falsch|aufgefuhrt|zwingend|pflicht)',
    '(ohne|fehlende[rn]?|fehlt|fehlen|benotigen|benotigt|benoetigen|brauchen|keine|falsche|'
        + `korrekte[rn]?|gultige[rn]?|geben|gibt|mit|enthalt) ~ ${PO}`,
  ],
  wrongPerson: [
    '(nicht|nicht mehr|nicht langer) ~ (zustandig|zustaendig|verantwortlich|der richtige|'
        + 'die richtige|ihr ansprechpartner|ihre ansprechpartnerin|fur uns tatig|'
        + 'in unserem (hause|unternehmen)|im unternehmen|bei uns|im hause|in der firma)',
      '(nicht|kein) (der|die) richtige[rn]? (ansprechpartner(in)?|kontakt|person|stelle|'
        + 'adresse|abteilung)',
      '(falsche[rn]?|falschen) (ansprechpartner(in)?|person|adresse|abteilung|empfanger|'
        + 'empfaenger|stelle|kontakt|mailadresse|e-mail-adresse|firma)',
    '(arbeitet|arbeite|ist|bin) ~ nicht mehr ~ (hier|bei|im|in|fur|tatig|beschaftigt)',
      '(hat|habe) ~ (das unternehmen|unser unternehmen|unser haus|die firma|'
        + 'unsere firma) ~ verlassen',
      '(ist|bin) ~ (ausgeschieden|in rente|in den ruhestand|im ruhestand)', 'an die falsche',
      'kein ansprechpartner',
  ],
  contactInstead: [
    '(ist|sind) ~ (zustandig|zustaendig|verantwortlich)',
    '(wenden|wende|richten|senden|schicken|kontaktieren|schreiben|leiten|adressieren|'
        + 'mailen) sie (sich )?', 'wenden sie sich', '(bitte|gerne) an',
      '(zustandig|zustaendig|verantwortlich|ansprechpartner(in)?) ~ (ist|sind)',
      '(neue[rn]?|richtige[rn]?) (ansprechpartner(in)?|kontakt|adresse)',
      '(nachfolger(in)?|kollege[n]?|kollegin|vertretung)', '(weitergeleitet|leite .. weiter) an',
      'in (kopie|cc)',
  ],
  away: [
    'abwesen\\w+',
      'nicht (im (buro|buero|haus|hause|dienst)|erreichbar|am arbeitsplatz|anwesend|da|'
        + 'verfugbar|vor ort)',
      '(im|in|auf) (urlaub|elternzeit|mutterschutz|dienstreise|geschaftsreise|'
        + 'geschaeftsreise|den ferien)', 'ausser haus', 'urlaub(sbedingt)?', 'betriebsferien',
      'betriebsurlaub', '(krankgeschrieben|erkrankt)', '(buro|buero) ~ geschlossen', 'erst wieder',
  ],
  back: [
    '(wieder|zuruck|zurueck) ~ (ab|am|an)',
      '(ab|am) (dem |[a-z]+,? (den |'
        + 'dem )?)?(?=\\d)[^ ]{1,30} ~ (bin ich )?([^ ]{1,30} ){0,3}?wieder',
      '(ruckkehr|rueckkehr)( am| ist)?', 'erst (wieder )?(ab|am)',
      'wieder (erreichbar|da|im buro|im buero|fur sie da)', '(ab|am) [^ ]{1,30} ~ (wieder|zuruck)',
  ],
  until: ['bis( zum| einschliesslich| einschl\\.?| inkl\\.?| inklusive)*'],
  isUntilFree: false,
}
