// What French-speaking customers write about an invoice.
import type { Phrases } from './phrases.ts'

const PAY =
  '(payer|regler|virer|solder|verser|honorer|acquitter|rembourser|effectuer|proceder|'
    + 'transferer|mettre en paiement|executer|emettre|envoyer|faire|lancer|passer)'
const MONEY =
  '(paiement|reglement|virement|versement|montant|solde|facture|somme|cheque|total|reste|fonds)s?'
const FUTURE =
  '(paierons|paierai|payerons|payerai|paiera|paieront|payera|reglerons|reglerai|reglera|'
    + 'regleront|virerons|virerai|virera|solderons|solderai|soldera|verserons|verserai|versera|'
    + 'acquitterons|honorerons|honorera)'
const DO_FUTURE =
  '(effectuerons|effectuerai|effectuera|ferons|ferai|fera|procederons|procederai|procedera|'
    + 'enverrons|enverrai|enverra|lancerons|emettrons|executerons|transmettrons|passerons|'
    + 'mettrons|realiserons)'
const WILL_BE = '(sera|seront|va etre|vont etre)'
const DONE =
  '(payee?s?|reglee?s?|viree?s?|versee?s?|soldee?s?|effectuee?s?|emise?s?|envoyee?s?|'
    + 'faite?s?|executee?s?|acquittee?s?|honoree?s?|debitee?s?|lancee?s?|realisee?s?|'
    + 'transmise?s?|partie?s?|creditee?s?|mise?s? en paiement|passee?s?)'
const GOODS =
  '(marchandises?|livraison|commande|produits?|articles?|colis|pieces?|materiel|palettes?|'
    + 'prestations?|machines?|envoi)'
const PO =
  '(bon de commande|numero de commande|n[o°]? ?de commande|no de commande|numero de bon|'
    + 'reference de commande|bdc|numero de po|po)'

export const FRENCH: Phrases = {
  language: 'fr',
  words:
    'le la les et nous vous est sont de des du pour sur votre notre avons avez sera que pas '
      + 'ne bonjour '
    + 'merci cordialement une un cette par au aux en je dans madame monsieur',
  promise: [
    `${FUTURE}`, `${DO_FUTURE} .. ${MONEY}`, `(allons|vais|va|vont) .. ${PAY}`,
    '(paiement|reglement|virement|versement|facture|factures|cheque|montant|solde|elle|elles|'
        + `il|ils|celle-ci|le tout|somme|total|reste) .. ${WILL_BE} ~ ${DONE}`,
      `${WILL_BE} ~ ${DONE}`,
    '(paiement|reglement|virement|versement|cheque) .. (partira|interviendra|arrivera|suivra|'
        + 'aura lieu|part|partent|intervient|interviendront|prevus?|programmes?|planifies?|'
        + 'est prevu|prendra effet)',
    '(prevu|prevue|programmee?|planifiee?|inscrite?|integree?|inclus|incluse) .. (reglement|'
        + 'paiement|virement|echeancier|campagne)',
      '(virement|paiement|reglement|facture) .. (programmee?|planifiee?|prevue?|inscrite?|'
        + 'integree?|mise? en paiement)',
    "(nous|j'|ai|avons) .. (programme|planifie|prevu) .. (virement|paiement|reglement)",
      '(campagne|lot) de (paiement|reglement|virement)s?',
    'vous (recevrez|aurez|serez) .. (paiement|reglement|virement|fonds|cheque|montant|'
      + 'payee?s?|reglee?s?|somme)',
    "(m'|nous |s')?engage(ons|ons-nous|e)? .. (payer|regler|verser|virer|solder|effectuer)",
      '(date de|date prevue de) (paiement|reglement|virement)',
      '(reglement|paiement|virement) (le|ce|vendredi|lundi|mardi|mercredi|jeudi|sous|dans|'
        + 'fin|avant|demain|au|pour|semaine|au plus tard|d\'ici)',
    '(nous|je) (payons|paye|paie|reglons|regle|virons|vire|procedons|procede|effectuons|'
        + 'effectue|soldons|solde|faisons|fais) .. ', 'on (paie|paye|regle|vire)',
      '(aurons|aurai|aura) (paye|regle|vire|solde)',
  ],
  hope: [
    '(prevoyons|prevois|comptons|compte|envisageons|pensons|pense|pensons pouvoir|'
        + 'esperons pouvoir) .. (payer|regler|virer|solder|verser|effectuer|proceder)',
      '(pouvons|peux|pourrons|pourrai|sommes en mesure de|suis en mesure de) .. (payer|'
        + 'regler|virer|solder|verser|effectuer|proceder)',
      '(paiement|reglement|virement|vous) .. (devrait|devraient|devriez) .. (arriver|etre|'
        + 'partir|recevoir|intervenir|avoir)',
  ],
  paid: [
    '(avons|ai|a|ont|avait|avions) (deja |bien |donc |nous-memes |effectivement )*(paye|'
        + 'payee|payees|regle|reglee|reglees|vire|solde|verse|acquitte|honore|rembourse)',
      '(avons|ai|a|ont) (deja |bien )*(effectue|fait|emis|envoye|execute|procede|realise|'
        + 'passe|adresse) .. (paiement|reglement|virement|versement|cheque|transfert)',
    `(a|ont|avait) (deja |bien |donc )*ete (deja |bien |entierement |integralement )*${DONE}`,
      '(est|sont|etait) (deja |bien |donc )*(payee?s?|reglee?s?|soldee?s?|acquittee?s?|viree?s?)',
      '(virement|paiement|reglement|cheque) .. (est parti|est passe|a ete|est effectue|'
        + 'est fait|deja (parti|fait|effectue)|a eu lieu|est bien parti)',
      'deja (paye|payee|payees|regle|reglee|reglees|vire|solde|soldee)',
    '(nos courriers|courriers|messages|mails) .. croises', 's(\'|e )est croise', 'se sont croises',
      '(preuve|justificatif|avis|confirmation|ordre) de (paiement|virement|reglement)',
      '^(payee?s?|reglee?s?) (le|par|hier|la semaine)',
  ],
  dispute: [
    ['duplicate', ['(facturee?s?|comptee?s?|compte|facture) .. (deux fois|en double)',
      'double factur\\w+', 'en double', 'facture .. doublon', 'doublon']],
    ['not_received', [`(n'avons|n'ai|avons|ai|n'a|a) (pas|jamais|toujours pas|pas encore|`
        + `jamais) .. (recu|eu|receptionne) .. ${GOODS}`,
      `(n'avons|n'ai|n'a) (pas|jamais|toujours pas|pas encore) (encore )?recu .. ${GOODS}`,
      `${GOODS} .. (n'a|n'ont|n'est|ne sont|jamais|pas) .. (livree?s?|recue?s?|arrivee?s?|`
        + 'effectuee?s?|realisee?s?|parvenue?s?)', '(non|jamais|pas) (livree?s?)',
      `(attendons|attente) .. ${GOODS}`, 'n\'(est|a) jamais (arrive|ete livre)e?s?']],
    ['quantity', ['(livraison|commande|envoi) .. (incomplete?|partielle)',
      `il (nous )?manque .. (${GOODS}|\\d+)`, `(manquent?|manquante?s?) .. ${GOODS}`,
      `${GOODS} .. (manquent?|manquante?s?)`, '(erreur|ecart) .. quantites?',
      'quantites? .. (erronee?s?|incorrecte?s?|ne correspond\\w*|fausse)',
      "(n'avons|avons) recu que", 'seulement \\d+ .. (recus?|livrees?|livres?)']],
    ['damaged', [`${GOODS} .. (endommagee?s?|abimee?s?|defectueu(x|se|ses)|cassee?s?|`
        + 'non conformes?|inutilisables?|casse)',
      '(defectueu(x|se|ses)|non[- ]conformes?|endommagee?s?|abimee?s?|cassee?s?)',
      'non[- ]conformite', '(malfacons?|defauts?|vices? caches?)', 'ne fonctionne(nt)? (pas|plus)',
      '(probleme|defaut) de qualite', 'reclamation']],
    ['price', ['(prix|montant|tarif|total|tva|remise|taux|somme)s? .. (erronee?s?|'
        + 'incorrecte?s?|trop elevee?s?|faux|fausse|ne correspond\\w*|ne sont pas|n\'est pas|'
        + 'pas (correcte?|bonn?e?|celui|conforme)|differente?s?|superieure?s?|oubliee?|'
        + 'manquante?|non appliquee?)',
      '(erreur|ecart|difference) (de|sur le|sur les|dans le) (prix|tarifs?|montant|tva|taux|'
        + 'remise)', 'surfactur\\w+', 'factur\\w+ .. trop', 'au lieu (de|du|des)',
      '(prix|tarif|remise|montant) .. (convenu|negocie|prevu|annonce|accorde)e?', 'plus cher',
      'ne correspond pas (au|a la|a notre|aux) .. (devis|commande|tarif|offre|prix|accord)',
      'remise .. (pas|non|oubliee)']],
    ['not_ordered', [
      "(n'avons|n'ai|avons|ai|n'a) (jamais|pas) .. (commande|demande|signe|sollicite)",
      'jamais (commande|demande|signe|passe)', 'aucune commande',
      '(ne correspond|correspond) .. aucune commande', 'ne (nous )?concerne (pas|nullement)',
      'ne reconnaissons pas']],
    ['cancelled', ['(commande|contrat|abonnement|prestation|service) .. (annulee?s?|'
        + 'resiliee?s?|denonce)',
      '(avons|ai|a ete|avait ete|ont ete) .. (annulee?s?|resiliee?s?|retournee?s?|renvoyee?s?)',
      '(resiliation|retour) .. (marchandise|contrat|commande|abonnement|colis)']],
    ['credit_expected', [
      "(attente|attendons|attends|besoin|demandons|manque|recu|etablir|emettre|envoyer|promis) .. "
        + "(l'|d'|un |cet |votre |notre )(avoir|note de credit)(?! ete| recu| pu)",
      '(un|l\'|d\'un|votre) ?avoir (promis|attendu|demande|de|manque|est|n\'a)', 'note de credit',
      'facture (rectificative|corrigee|rectifiee|modifiee)',
      '(rectifier|corriger|refaire|modifier) .. facture']],
    ['service', ['(travaux|prestations?|service|intervention|chantier|installation|'
        + 'reparation) .. (pas (ete )?(terminee?s?|finie?s?|achevee?s?|realisee?s?|'
        + 'effectuee?s?|satisfaisante?s?|conforme)|inachevee?s?|mal (faite?s?|executee?s?)|'
        + 'incompletes?)', 'pas satisfaits?', 'insatisfaits?', 'mecontents?']],
    ['other', ['adresse .. (incorrecte|erronee|fausse)',
      '(contestons|conteste|contestation|contester)', '(en|un|le) litige', 'litigieuse?',
      '(facture|relance|montant|elle|mise en demeure)s? .. (est|sont|semble|'
        + 'parait) .. (erronee?s?|incorrecte?s?|fausse|injustifiee?s?|pas (correcte|bonne|'
        + 'justifiee|due))', '(erreurs?) (sur|dans|de) .. (facture|facturation)',
      "(n'acceptons|n'accepte|refusons|refuse) .. (facture|montant|payer|regler|frais|somme)",
      "(ne sommes|suis|sommes) pas d'accord", "pas d'accord avec",
      'facture .. (bloquee|en attente|suspendue|rejetee)', 'rejetons']],
  ],
  purchaseOrder: [
    `${PO} .. (manqu\\w+|absente?|obligatoire|requis|necessaire|indispensable|`
        + `pas (mentionnee?|indiquee?|present|sur)|n'est pas|n'apparait pas|ne figure pas|`
        + 'erronee?|incorrecte?|non (mentionne|indique|renseigne))',
    `(sans|manque|manquant|besoin (de|du|d'un)|indiquer|mentionner|ajouter|preciser|rappeler|`
        + 'porter|faire figurer|absence (de|du)|ne (comporte|mentionne|contient|porte|'
        + `fait) pas|avec|renvoyer .. avec|fournir|communiquer|transmettre|exigeons) ~ ${PO}`,
  ],
  wrongPerson: [
    "(ne suis|n'est|n'etes|suis|est|n'etait) (pas|plus) ~ (la bonne personne|le bon "
      + '(interlocuteur|contact|service|destinataire)|la bonne (adresse|interlocutrice)|'
      + "l'interlocut\\w+|en charge|responsable|concernee?|charge|dans (l'entreprise|la societe|"
      + 'notre)|parmi nous|le bon|la personne|votre (contact|interlocut\\w+))',
    '(mauvais|mauvaise) (interlocuteur|personne|adresse|service|destinataire|contact)',
    "(ne (fait|fais|travaille|travaillent|gere|m'occupe|s'occupe|traite)|n'exerce) (pas|plus) .. "
      + '(partie|ici|chez|pour|dans|de|des|les|la|au|nos|effectifs)',
    '(a|ai) quitte .. (entreprise|societe|groupe|fonctions|poste|effectifs|etablissement|maison)',
    'erreur de destinataire', 'partie? a la retraite',
    "n'est plus (salariee?|en poste|employee?)", '(ne releve|releve) pas de (mon|notre) service',
  ],
  contactInstead: [
    '(contacter|contactez|vous adresser|adressez-vous|adresser .. a|adressez .. a|ecrire a|'
      + 'ecrivez a|envoyer .. a|envoyez .. a|voir avec|rapprocher|rapprochez-vous|'
      + 'transmettre .. a|tourner vers|joindre)',
      '(remplacee?|succede) par',
      '(nouveau|nouvelle|bon|bonne) (contact|interlocut\\w+|adresse|responsable)',
      '(mon|ma) (collegue|successeur|remplacante?)', 'je (transmets|transfere) .. a',
      'est (desormais )?(en charge|responsable)', '(en|mets en) copie',
  ],
  away: [
    '(absente?s?|absence|en conges?|en vacances|en deplacement|en arret|hors du bureau|'
        + 'en conge (maternite|parental|maladie)|indisponible|ferme[es]?|fermeture|'
        + 'pas (disponible|joignable|au bureau))',
  ],
  back: ['(de retour|retour|reprise|reviendrai|reviens|reprendrai|reprends|rentre|'
      + 'serai de nouveau|disponible a (compter|partir)|joignable a partir|'
      + 'a nouveau (joignable|disponible)|reouverture|rouvr\\w+)( .. (le|au|du|a partir du|'
      + 'des le|a compter du))?'],
  until: ["jusqu'(au|a|en|a la|a ce)", 'au'],
  isUntilFree: false,
}
