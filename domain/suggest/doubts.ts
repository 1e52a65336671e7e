// What turns words around: negations, conditions, questions, wishes; in seven languages.

/** Sounds like a doubt and is none; blanked before anything is looked for. */
const HARMLESS = new RegExp("^si,|\\b(?:no problem|no worries|no later than|not later than|"
  + "not only|why not|"
  + 'no doubt|without (?:fail|delay|further delay|any delay)|if (?:not|possible) (?:sooner|'
    + 'earlier|before)|'
  + 'if (?:that|this)(?:\'s| is)? (?:ok|okay|fine|alright|all right|acceptable)\\b.*$|'
  + '(?:please )?(?:let (?:me|us) know|contact (?:me|us)|feel free|do not hesitate|don\'t '
    + 'hesitate)\\b.*$|'
  + 'do(?:n\'t| not) worry|if you (?:have|need) any\\b.*$|if any(?:thing)?\\b.*$|as soon as '
    + 'possible|(?:no|nr)\\.? ?\\d[\\w/-]*|'
  + '(?:invoice|bill|order|ref|reference|account|inv) no\\b\\.?:?|kein problem|keine sorge|'
    + 'nicht nur|nicht spater als|'
  + 'wenn nicht (?:fruher|schon fruher)|falls sie (?:noch )?fragen\\b.*$|bei fragen\\b.*$|'
    + 'wenn (?:das|es) (?:so )?(?:in ordnung|ok|passt)\\b.*$|'
  + "pas de (?:souci|probleme|soucis)|pas plus tard que|ne vous inquietez pas|sans (?:faute|"
    + "delai|tarder)|n'hesitez pas\\b.*$|"
  + "non seulement|si vous avez\\b.*$|(?:si ce n'est|sinon) avant|sin (?:falta|demora|"
    + "problema)|no se preocup\\w+|no mas tarde d\\w+|"
  + 'no (?:dia|proximo|final|fim|inicio|valor|montante|prazo|mes|vencimento|meio)|no '
    + 'dude\\w*\\b.*$|si (?:tiene|necesita)\\w*\\b.*$|'
  + 'nessun problema|senza (?:fallo|indugio)|non piu tardi|non esit\\w+\\b.*$|geen probleem|'
    + 'niet later dan|sem falta|'
  + 'ne (?:manquerons|manquerai|manquera) pas|not to worry|we apologi[sz]e for not|nicht '
    + 'vergessen|not forgotten)', 'g')

const NEGATION = new RegExp("\\b(?:not|never|no|nor|neither|none|nothing|cannot|\\w+n't|dont|"
  + "wont|cant|unable|refus\\w+|"
  + 'unlikely|impossible|nicht|kein\\w{0,2}|nie|niemals|nichts|weder|keinesfalls|'
    + 'verweiger\\w+|ausserstande|'
  + "pas|jamais|aucun\\w*|impossible|refus\\w*|incapables?|(?<=ne .{1,30})plus|nunca|jamas|"
    + "tampoco|ningun\\w*|ni|"
  + 'imposible|nos negamos|non|mai(?= pag)|nessun\\w*|niet|geen|nooit|nao|nem|nenhum\\w*|'
    + 'without (?:paying|payment)|'
  + 'wrongly claim\\w*|allegedly|supposedly|angeblich|soi-disant|supuestamente)\\b')

const CONDITION = new RegExp('\\b(?:if|unless|once|(?:un)?till? (?:you|we|it|they|this|your|'
  + 'our|the (?!\\d|end|\\w+day|month))|provided(?: that)?|as soon as|as long as|'
  + 'assuming|in case|subject to|depend(?:s|ing) on|only (?:when|after)|upon receipt|on '
    + 'receipt of|when (?:you|we|i|the|our|your)|'
  + 'after (?:you|we|receiving|receipt|approval|the|our|clarification|delivery)|whether|'
  + 'wenn|falls|sobald|sofern|soweit|vorausgesetzt|solange|erst (?:wenn|nach(?:dem)?)|nachdem|'
    + 'nach (?:erhalt|eingang|prufung|pruefung|klarung|klaerung|'
  + "freigabe|lieferung|korrektur|rucksprache)|ob|bis (?:wir|sie|die|das|der|ihr)|"
  + "si|s'il|des que|lorsque|quand|une fois|a condition|tant que|jusqu'a ce que|sous reserve|"
    + "apres (?:reception|validation|verification|avoir|accord)|a reception|"
  + 'cuando|en cuanto|siempre que|siempre y cuando|una vez|a menos que|mientras|hasta que|'
    + 'tras (?:recibir|recepcion|la recepcion|revisar)|'
  + 'despues de (?:recibir|que|la)|al recibir|previa|se (?:voi|lei|ci|non|mi)|qualora|quando|'
    + 'non appena|una volta|'
  + 'als|indien|zodra|tenzij|mits|caso|assim que|logo que|desde que|se (?:nos|voces|o|a))\\b')

const WISH = new RegExp('\\b(?:would|could|might|(?<=(?:we|i|they|it|payment|that|this|he|'
  + 'she) )may|perhaps|maybe|possibly|try to|try and|hope to|hoping|wish|wanted to|want to know|'
  + 'wuerden?|koennten?|moechten?|haetten?|vielleicht|eventuell|moglicherweise|hoffe\\w*|'
    + 'versuch\\w+|'
  + "voudrions|voudrais|pourrions|pourrais|pourraient|aimerions|aimerais|souhait\\w+|"
    + "peut-etre|eventuellement|esperons|essay\\w+|"
  + 'podria\\w*|querria\\w*|quisiera\\w*|gustaria|quizas?|tal vez|intentar\\w*|ojala|'
  + 'vorremmo|vorrei|potremmo|forse|sperare|speriamo|cerchiamo|zouden?|misschien|hopelijk|proberen|'
  + 'gostariamos|gostaria|poderiamos|talvez|tentar\\w*)\\b')

/** We are told to answer, or asked to do something: no statement of the writer's own. */
const REQUEST = new RegExp('(?:^|[,;:.] ?|\\b(?:and|und|et|y) )(?:please |kindly |bitte |'
  + 'merci de |veuillez |por favor,? ?)?(?:can|could|would|will|may) (?:you|we)\\b|'
  + '\\b(?:please|kindly) (?:confirm|advise|let us know|let me know|tell|check|clarify|inform|'
    + 'explain) .{0,40}\\b(?:if|whether|when|how|what|why|that|ob|wann)\\b|'
  + '^(?:when|how|what|why|who|which|where|do|does|did|is|are|was|were|have|has|should|'
    + 'shall)\\b[^,]*$|'
  + '\\b(?:konnen|koennen|koennten|wuerden) sie\\b|\\bpouvez-vous|pourriez-vous|\\b(?:puede|'
    + 'podria|pueden|podrian) (?:usted|ustedes|confirmar|decir|indicar)|'
  + '\\b(?:you|sie haben geschrieben|you (?:wrote|said|asked)) (?:asked|ask|want|wanted|'
    + 'demand|demanded|say|said|claim|wrote)\\b')

const ASKING = new RegExp('^["\'( ]{0,3}(?:¿|(?:(?:and|but|so|hi|hello|und|also|et|'
  + 'alors|pero|y)[, ]+)?(?:can|could|would|will|shall|should|may|did|do|does|is|are|was|'
  + 'were|have|has|haven\'t|hasn\'t|didn\'t|isn\'t|when|how|what|why|who|which|where|kann|'
  + 'konnen|koennen|konnten|haben|habt|hat|ist|sind|wurde|wird|werden|wann|wie|was|warum|'
  + 'wieso|wer|gibt|darf|durfen|est-ce|avez|a-t|pouvez|pourriez|quand|comment|pourquoi|quel|'
  + 'quelle|qui|ou|faut|peut|avons|puis|¿|puede|pueden|podria|podrian|han|ha|cuando|como|'
  + 'por que|cual|quien|es|hay|podemos|debemos|potete|avete|quando|come|perche|kunt|heeft|'
  + 'wanneer|waarom|podem|receberam|sollen|dois)\\b)')

/** Asks the reader to pay: no word of the writer's own paying in it. */
export const isDemand = (text: string): boolean => DEMAND.test(text) && !OWN_DEED.test(text)
const DEMAND = /^ ?(?:please|kindly|bitte|merci de|veuillez|por favor|le rogamos|les rogamos)\b/
const OWN_DEED = new RegExp('\\b(?:we|i|our|will|shall|note|expect|nous|je|notre|noter|sera|seront|'
  + '\\w+(?:erons|erai)|wir|ich|unser\\w*|wird|werden|erfolgt|beachten|\\w+(?:aremos|eremos|'
    + 'iremos)|'
  + 'nosotros|nuestr\\w+|se (?:hara|realizara|efectuara)|sera)\\b|\\w\'ll\\b')

/** The text with harmless turns blanked; places stay. */
export const withoutHarmless = (text: string): string =>
  text.replace(HARMLESS, (turn) => ' '.repeat(turn.length))

export const isNegated = (clause: string): boolean => NEGATION.test(clause)
export const isConditional = (text: string): boolean => CONDITION.test(text)
export const isWish = (clause: string): boolean => WISH.test(clause)
export const isRequest = (text: string): boolean => REQUEST.test(text)
/** Begins as a question does. */
export const isAsking = (text: string): boolean => ASKING.test(text)
