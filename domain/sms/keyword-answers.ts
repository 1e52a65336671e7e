// What we answer to STOP and HELP: one plain text, in the language of the person.

interface Texts {
  stop: (company: string) => string
  help: (company: string, address: string | null) => string
}

const TEXTS: Readonly<Record<string, Texts>> = {
  en: {
    stop: (company) => `${company}: you get no more SMS from us. Reply START to get them again.`,
    help: (company, address) => `${company}: SMS about your invoices. `
      + `${address === null ? 'Answer here' : `Write to ${address}`} to reach a person. `
      + 'Reply STOP to get no more SMS.',
  },
  fr: {
    stop: (company) => `${company} : vous ne recevrez plus de SMS. START pour les recevoir.`,
    help: (company, address) => `${company} : SMS sur vos factures. `
      + `${address === null ? 'Répondez ici' : `Écrivez à ${address}`} pour nous joindre. `
      + 'STOP pour ne plus en recevoir.',
  },
  de: {
    stop: (company) => `${company}: Sie erhalten keine SMS mehr. START, um sie wieder zu erhalten.`,
    help: (company, address) => `${company}: SMS zu Ihren Rechnungen. `
      + `${address === null ? 'Antworten Sie hier' : `Schreiben Sie an ${address}`}, um jemanden `
      + 'zu erreichen. STOP, um keine SMS mehr zu erhalten.',
  },
  es: {
    stop: (company) => `${company}: no recibirá más SMS. Responda START para volver a recibirlos.`,
    help: (company, address) => `${company}: SMS sobre sus facturas. `
      + `${address === null ? 'Responda aquí' : `Escriba a ${address}`} para hablar con nosotros. `
      + 'STOP para no recibir más.',
  },
  it: {
    stop: (company) => `${company}: non riceverà più SMS. Risponda START per riceverli di nuovo.`,
    help: (company, address) => `${company}: SMS sulle sue fatture. `
      + `${address === null ? 'Risponda qui' : `Scriva a ${address}`} per parlare con noi. `
      + 'STOP per non riceverne più.',
  },
  nl: {
    stop: (company) => `${company}: u krijgt geen SMS meer. Antwoord START om ze weer te krijgen.`,
    help: (company, address) => `${company}: SMS over uw facturen. `
      + `${address === null ? 'Antwoord hier' : `Schrijf naar ${address}`} om iemand te bereiken. `
      + 'STOP om geen SMS meer te krijgen.',
  },
  pt: {
    stop: (company) => `${company}: não receberá mais SMS. Responda START para voltar a receber.`,
    help: (company, address) => `${company}: SMS sobre as suas faturas. `
      + `${address === null ? 'Responda aqui' : `Escreva para ${address}`} para falar connosco. `
      + 'STOP para não receber mais.',
  },
}

const ENGLISH = TEXTS['en']

/** English for a language that we do not know. */
export function keywordAnswer(answer: 'stop' | 'help', of: {
  company: string; locale: string | null; address: string | null
}): string {
  const texts = TEXTS[(of.locale ?? 'en').slice(0, 2)] ?? ENGLISH
  if (texts === undefined) return ''
  return answer === 'stop' ? texts.stop(of.company) : texts.help(of.company, of.address)
}
