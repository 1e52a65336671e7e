// What English-speaking customers write about an invoice.
import type { Phrases } from './phrases.ts'

const PAY = '(pay|settle|remit|wire|transfer|bacs)'
const WILL = "((?<!you )(will|shall|ll|going to|gonna)|(?!you'll)\\w+'ll)"
const HAVE = "(have|has|had|was|were|ve|\\w+'ve|\\w+'s)"
const DO = '(send|make|process|arrange|release|issue|execute|initiate|clear|submit|approve|'
  +
    'complete|post|mail|schedule|do|drop|put|get|include|raise|authorise|authorize|sort|'
      + 'effect|action)'
const MONEY = '(payments?|transfers?|funds|money|cheques?|checks?|balance|remittance|amount|sum|'
  + 'rest|half|wire|instal?lments?|(the|this|your) invoices? (in|paid|for payment))'
const THING =
  '(payments?|transfers?|money|funds|amounts?|invoices?|inv|bills?|balance|cheques?|checks?|'
  +
    'remittance|wire|it|they|this|these|those|both|all|accounts?|sum|rest|everything|'
      + '[a-z]{0,6}-?\\d[\\w-]*)'
const DONE = '(paid|made|settled|sent|transferred|wired|released|executed|processed|issued|'
  + 'remitted|cleared|credited|done|initiated|completed|posted|sorted|actioned|in your account|'
  + 'with you|on its way|on your account|in the post)'
const PAST = '(paid|made|settled|sent|transferred|wired|released|executed|processed|issued|'
  + 'remitted|cleared|completed|initiated|posted|debited)'
const GOODS = '(goods|items?|products?|parts|delivery|deliveries|order|shipment|consignment|'
  + 'material|parcel|pallets?|boxes|machines?|package|service|merchandise|units|pieces)'
const PO = '(po|p\\.o\\.|purchase[- ]order)( ?(number|no\\.?|nr|reference|ref|#))?'

export const ENGLISH: Phrases = {
  language: 'en',
  words: 'the and we is are to of for on you your our will have has this that with it not be was '
    + 'in by please thank thanks hello hi dear regards from been',
  promise: [
    `${WILL} .. ${PAY}`,
    `${WILL} ~ ${DO} ~ ${MONEY}`, `${WILL} ~ (get|have) ~ (paid|settled|cleared|sorted)`,
    'payment (to follow|will follow|follows)',
    `${THING} ~ (will|shall|is going to|are going to) ([a-z]+ ){0,2}?be `
      + `([^ ]{1,30} ){0,2}?${DONE}`,
    `(?!you)\\w+'ll ~ be ~ ${DONE}`,
    '(payments?|transfers?|money|funds|cheques?|checks?|remittance|wire|it) ~ (will|'
      + 'is going to) (go|leave|arrive|reach|follow|hit|land|come|be with you|be in your)( out)?',
    '(payments?|transfers?|cheques?|wire|remittance|invoices?|[a-z]{0,6}-?\\d[\\w-]*|it|they|this) '
      + '([^ ]{1,30} ){0,4}?(is|are|was|been|were)( now| already| all)? (scheduled|planned|booked|'
      + 'set up|set|queued|lined up|included|programmed|due to (go|be)|approved for|arranged|'
      + 'on the list|earmarked|in)( .. )?( ?(for|in|to|on|our|the))?',
    '(have|has|\\w+\'ve|ve|is|are) (now |already |just )?(scheduled|planned|set up|booked|arranged|'
      + 'queued|lined up|diarised|programmed) ~ (payments?|transfers?|it|funds|'
      + 'invoices?|wire)',
    '(in|with|part of|on|into) ~ (pay|payment|cheque|check|bacs|supplier)[ -]run',
    'next (pay|payment|cheque|check|bacs|supplier)[ -]run (is|will be|takes place|on)',
    '(?<!if )you (will|can expect to|should) ([a-z]+ ){0,2}?(have|receive|get|see) ~ '
      + '(payments?|money|funds|transfers?|amount|cheque|check|balance|remittance|it|them)',
    "you'll ([a-z]+ ){0,2}?(have|receive|get|see) ~ (payments?|money|funds|transfer|it)",
    'you can expect ~ (payments?|transfers?|funds|money)',
    '(^|please |kindly )expect ~ (payments?|transfers?|funds|money)',
    '(promise|commit|undertake|guarantee|confirm|agree|agreed|promised)( you)? (to |'
        + 'that we will |we will )'
      + '(pay|settle|transfer|make .. payment|make payment|clear)',
    '(we|i) (are|am) (now )?(paying|transferring|wiring|settling|making .. payment|'
      + 'sending .. payment|releasing .. payment|making payment)',
    "(we're|i'm) (now )?(paying|transferring|wiring|settling|making .. payment)",
    '(expected |planned |scheduled )?payment date( is| will be|:)?', 'pay date( is|:)?',
    '(payment|settlement|transfer) (on|by|follows|is coming|due out|goes out|is going out|'
      + 'leaves|is due to go out|confirmed for|follows on)',
    `${WILL} have .. (paid|settled|cleared|transferred)`,
    '(gets?|being|is) (paid|settled|transferred|wired|released)',
    '(^|yes,? |ok,? |sure,? |hi,? )(paying|will pay|will transfer|will settle|will wire)',
    // As people text. Not "we pay on Fridays", which is a habit.
    `(^|, |and |but )(we|i) ${PAY}( it| this| that| you| all| everything)?( on| by| this| next)* `
      + '(today|tomorrow|(mon|tues|wednes|thurs|fri|satur|sun)day(?!s))',
  ],
  hope: [
    '(plan|planning|intend|intending|expect|expecting|aim|aiming|looking|propose|'
        + 'proposing)( to be able)? to '
      + '(pay|settle|transfer|wire|remit|clear|(make|send|release|process) ~ payment)',
    '(we|i) (can|are able to|am able to) (only |[a-z]+ )?(pay|settle|transfer|wire|'
        + 'offer .. payment|'
      + 'make .. payment|make payment|clear)',
    `${THING} ~ should ([a-z]+ )?(be ${DONE}|go out|arrive|reach|leave|land|hit)`,
    '(we|i) should (be able to |[a-z]+ )?(pay|settle|transfer|make)',
    'we (expect|anticipate) ~ (payment|transfer) (to|on|by|in|will)',
  ],
  paid: [
    `${HAVE}( now| already| just| since| indeed| long| in fact)*( been)?`
      +
        '( now| already| just| fully| duly| in full| long)* (paid|settled|wired|transferred|'
          + 'remitted|bank transferred)',
    '(we|i|they|he|she|accounts|finance)( already| just)? (paid|settled|wired|transferred|'
        + 'remitted)',
    `${HAVE}( already| just| now)* (sent|made|released|issued|processed|initiated|executed|`
      + `arranged) ~ `
      + '(payments?|transfers?|funds|money|cheques?|checks?|remittance|wire)',
    `(we|i|they|accounts)( already| just| have| ve)* (sent|made|released|issued|`
        + 'processed|initiated|executed) '
      + '([^ ]{1,30} ){0,3}?(payments?|transfers?|funds|money|cheques?|checks?|remittance|wire)',
    '(payments?|transfers?|money|funds|amounts?|invoices?|cheques?|checks?|remittance|wire|'
        + 'balance|it|they|this)'
      + ` ~ (was|were|has been|have been|had been)( already| just| duly| also)? ${PAST}`,
    '(payments?|transfers?|cheques?|money|it) ~ (went out|left|went through|has gone out|'
      + 'has left|has cleared|has gone through|cleared|already left|was debited)',
    '(is|are|was|were)( already| now| long)* (paid|settled)( already| in full)?',
    'already (paid|settled|transferred|wired|been paid|been settled|made .. payment|'
        + 'sent .. payment)',
    '(cheque|check|payment|money) is (already )?(in the (post|mail)|on (its|the) way)',
    '^paid', 'payment (already )?(made|sent|done|executed) on', 'proof of payment',
    '(attached|enclosed|here is|find) ~ (remittance( advice)?|payment (confirmation|advice)|'
      + 'bank confirmation|swift( copy)?|transfer confirmation)',
    'crossed (with|in)', 'payment and your (reminder|e?-?mail) .. crossed',
  ],
  dispute: [
    ['duplicate', ['duplicated? (invoice|bill|billing)', 'invoiced? (us )?twice',
      'billed (us )?twice',
      'charged (us )?twice', 'double[- ](billed|invoiced|charged|billing)', 'invoiced .. twice',
      'is a duplicate', 'same invoice twice', 'charged .. twice', 'billed .. twice']],
    ['not_received', [`(did not|didn't|have not|haven't|has not|hasn't|never|not yet|`
        + 'was never|were never|had not|still not|were not|was not) ~ '
      +
        '(received?|got|arrived?|delivered|been delivered|come|get|'
          + `supplied) ?([^ ]{1,30} ){0,4}?${GOODS}`,
      `${GOODS} .. (did not|didn't|have not|haven't|has not|hasn't|never|was not|were not|`
          + `weren't|wasn't|was never|were never|have never|has never) `
      +
        '([a-z]+ )?(arrive[d]?|delivered|come|received|been (delivered|received)|'
          + 'reach(ed)? us|turned up|performed|provided|rendered|supplied|shipped)',
      '(non|no)[- ]delivery',
        `still (waiting for|missing|awaiting) (the |our |your )?(rest of the )?${GOODS}`]],
    ['quantity', ['short[- ](delivery|delivered|shipped|shipment)', `missing ~ ${GOODS}`,
      `(only|just) (received|got|delivered|sent us|\\d+ .. (arrived|were delivered|received|`
          + 'delivered))',
      '\\d+ ([a-z]+ )?(pieces|units|items|boxes|pallets) (are |were )?(missing|short)',
      'wrong (quantity|quantities|number of)',
        'quantit(y|ies) ~ (wrong|incorrect|not match|does not match|do not match|differs?)',
      'incomplete (delivery|order|shipment)',
        '(delivery|order|shipment) (was|is) (incomplete|short)']],
    ['damaged', [`${GOODS} .. (damaged|broken|defective|faulty|unusable|scratched)`,
      `(damaged|broken|defective|faulty|unusable) ([a-z]+ )?${GOODS}`,
        'arrived (damaged|broken|defective)',
      'quality (issues?|problems?|defects?|complaint)', 'poor quality', 'defects? (in|on|with)',
      '(does not|doesn\'t|do not|don\'t) work', 'not working properly',
        'complaint (about|regarding|for)',
      'not of (the )?(agreed|expected) quality']],
    ['price', ['(wrong|incorrect|too high|higher|different) (unit )?(price|rate|amount|vat|tax)',
      'over-?charged?',
      '(price|rate|amount|vat|total|discount)s? .. (is|are|was|were|does|do|seems?|looks?) ~ '
      +
        '(wrong|incorrect|too high|higher than|not (correct|right|match|what|as|agree|'
          + 'the (agreed|one))|different)',
      'not (the )?(price|rate|amount)s? (we |that was |that we )?(agreed|quoted|ordered)',
      '(price|amount|total|rate)s? ~ (does not|doesn\'t|do not|don\'t) (match|agree|'
          + 'correspond|tally)',
      'instead of (the )?(agreed|quoted)',
        '(agreed|quoted) (price|rate|amount|discount) ~ (was|is|of)',
      '(discount|rebate) ~ (missing|not (been )?(applied|deducted|taken|considered)|was not|'
          + 'is not)',
      'charged (us )?(too much|more than)', '(we|i) (were|was) (quoted|offered)',
        'price (difference|discrepancy|deviation)']],
    ['not_ordered', ['(did not|didn\'t|never|have not|haven\'t) ([a-z]+ )?order(ed)?',
      'not ordered by',
      'no (such )?order (from|by|for|on our)', 'not (our|for us|meant for us)( order| invoice)',
        'never (placed|requested|commissioned|signed)',
      '(did not|didn\'t) (request|commission|authori[sz]e|ask for|approve) (this|these|that|'
          + 'the|any)',
      '(do not|don\'t) (know|recogni[sz]e) (this|the|these|that) (invoice|charge|order|bill)s?']],
    ['cancelled', ['(order|contract|subscription|service|agreement|booking|membership|'
        + 'it) ~ (was|were|has been|had been|have been|is) ([a-z]+ )?(cancell?ed|terminated|'
        + 'returned|revoked)',
      '(we|i|we\'ve|i\'ve) (have |had |already )*(cancell?ed|terminated|returned|'
          + 'sent back) ~ (order|contract|subscription|service|goods|items?|agreement|'
          + 'products?|delivery|this|it|machines?|parts)',
      '(goods|items|products|delivery) ~ (returned|sent back)']],
    ['credit_expected', ['(wait|waiting|await|awaiting|still missing|expecting|need|require|'
        + 'requested|promised|pending|issue|send) ~ credit (note|memo)',
      'credit (note|memo) .. (missing|outstanding|not (been )?(received|issued)|still|'
          + 'was promised|promised|pending|awaited)',
      'where is (the|our|my) credit (note|memo)',
        '(issue|send) (us )?(a |the )?(corrected|correct|new|revised|amended) invoice',
      '(corrected|amended|revised) invoice (is )?(needed|required|please)']],
    ['service', ['(not|never) (satisfied|happy|performed|finished|completed|provided|'
        + 'rendered) ~ (service|work|job|result|quality)?',
      '(work|service|job|project|installation|repair)s? ~ (not (been )?(finished|completed|'
          + 'done|carried out|performed|provided|satisfactory)|unfinished|incomplete|'
          + 'unsatisfactory)']],
    ['other', ['(billing |invoice )?address ~ (is|was) ~ (wrong|incorrect)',
      '(we|i|hereby|must|formally) ([a-z]+ )?(dispute|contest|challenge|object to|'
        + 'reject|query|refute)', 'in dispute', '(is|are|being) (disputed|contested)',
      '(invoice|bill|charge|statement|reminder|it|this|[a-z]{0,6}-?\\d[\\w-]*)s? ~ (is|are|'
        + 'was|seems|looks|'
          + 'appears)( to be)?( [a-z]+)? (wrong|incorrect|not correct|not right|in error|'
          + 'inaccurate|unjustified|not justified|invalid)',
      '(wrong|incorrect|erroneous) (invoice|bill)',
        '(errors?|mistakes?) (on|in|with) (the |your |this )?(invoice|bill)',
      '(do not|don\'t|cannot|can\'t|can not|will not|won\'t) ([a-z]+ )?(agree (with|to)|'
          + 'accept) (the |this |your |these )?(invoice|charge|amount|bill|price|costs?|fee)',
      '(will not|won\'t|refuse to|not going to|not prepared to|not willing to) (be )?(pay|'
          + 'paying|settle) ~ (because|as|since|until|for)',
      'invoice ~ (does not|doesn\'t) (match|correspond|agree|tally)', 'on hold due to',
        'blocked (for payment )?(due to|because)']],
  ],
  purchaseOrder: [
    `${PO} ~ (is|was|are|were|seems)? ?(missing|not (shown|quoted|stated|mentioned|on|`
        + 'indicated|included|given)|required|needed|mandatory|absent|wrong|incorrect|invalid)',
    '(missing|without|lacks?|lacking|no|needs?|require[sd]?|want|quote|state|include|add|'
        + 'mention|put|wrong|incorrect|valid|provide|show|indicate|resubmit with|'
        + `reissue .. with) (us )?(a |an |the |our |any |valid |correct |with )*${PO}`,
    `(does not|doesn't|do not|did not|didn't) ([a-z]+ )?(have|show|state|quote|contain|`
        + `include|mention|carry|bear) (a |an |the |our |any |valid )*${PO}`,
    `${PO} (must|has to|needs to|should|to) be (on|added|quoted|stated|included|shown|mentioned)`,
    `(with|under|using) (the |our |this )?(correct |right )${PO}`,
  ],
  wrongPerson: [
    '(not|no longer|never) the (right|correct|proper|appropriate|responsible) (person|'
        + 'contact|address|department|recipient|one)',
    '(wrong|incorrect) (person|contact|recipient|department|address|company|email|e-mail|'
        + 'mailbox)(?! on)',
    '(no longer|not|don\'t|do not|doesn\'t|does not|not any ?more|no more) (work|works|'
        + 'working|employed|with|at|in|part of|responsible|in charge|handle|handles|handling|'
        + 'deal|deals|dealing|look after|the person)( .. )?( ?(here|for|at|with|the|this|'
        + 'company|invoices?|payments?|accounts?|accounting|department|billing|finance|'
        + 'any ?more|in))+',
    '(has|have|had|\\w+\'s|\\w+\'ve) left (the |our |this )?(company|organi[sz]ation|firm|business|'
        + 'team|department|us)',
    '(left|leaving) (the|our) (company|organi[sz]ation|firm|business)',
      'no longer (with|at|works|work|employed|responsible|in charge|part|handles?)',
    'this (is|was) not (for|meant for|intended for) (me|us)', '(i|we) (am|are) not responsible for',
    '(has|have) (retired|changed (position|jobs?|department|role)|moved to another)',
    '(i|he|she|they|\\w+) left (the|our) ([a-z]+ )?(department|team|company|firm)',
    'sent (this |it )?to the wrong', 'remove me from (your|this|the)',
  ],
  contactInstead: [
    '(please |kindly )?(contact|write to|e?-?mail|reach out to|get in touch with|'
        + 'address .. to|direct .. to|send .. to|forward .. to|refer .. to|speak to|talk to|'
        + 'turn to|call|liaise with)',
    '(has been|was|is) (replaced|succeeded|taken over) by',
      'my (successor|replacement|colleague) (is)?',
    'new (contact|person|colleague|address|email|e-mail)( person)? (is|for)',
      '(forwarded|passed|sent) .. to',
    '(is|are) (now )?(responsible|in charge|handled by|looked after by|dealt with by)', 'cc\'?e?d',
      'in copy',
    '(taken over|takes over|handles this|the right person)',
  ],
  away: [
    'out of (the )?office', 'out of office',
      'on (annual |maternity |paternity |parental |sick |medical |business )?(leave|'
        + 'holidays?|vacation|travel|a business trip)',
    'away (from|until|till|on|for|and)',
      '(am|are|is|be|be currently|currently|will be) (away|absent|unavailable|not available|'
        + 'not in the office|travell?ing|off)',
    'not (be )?(in the office|available|reachable)', 'limited access to', 'ooo', 'my absence',
      'absence from', 'closed (from|until|for)', 'i\'m away',
    'office (is|will be) closed',
  ],
  back: [
    '(back|return(ing)?|returns|available again|reachable again|in the office again|'
        + 'be back) ~( on| by| from)?',
    'reopen(ing|s)?( on)?', 'again (from|on)', 'resume(s|d)? (work )?on',
  ],
  until: ['\\d{1,2}(st|nd|rd|th)? ?-', 'until( and including)?', 'till', 'through', 'thru',
    'up to and including', 'to'],
  isUntilFree: true,
}
