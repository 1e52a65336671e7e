// The mail that carries a code for the payment page, in the languages of the page.

export const PAGE_LANGUAGES = ['en', 'fr', 'de', 'es'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

/** The page's language nearest to a locale; English for what we do not speak. */
export function pageLanguage(locales: readonly (string | null)[]): PageLanguage {
  for (const locale of locales) {
    const language = PAGE_LANGUAGES.find((one) => one === locale?.toLowerCase().split('-')[0])
    if (language !== undefined) return language
  }
  return 'en'
}

interface CodeMail {
  subject: string
  text: string
}

const MAILS: Record<PageLanguage, (of: { code: string; company: string; minutes: number })
  => CodeMail> = {
  en: ({ code, company, minutes }) => ({
    subject: `${code} is your code for ${company}`,
    text: `Your code for the payment page of ${company}:\n\n${code}\n\nIt works for ${minutes} `
      + 'minutes. If you did not ask for it, nothing has to be done.',
  }),
  fr: ({ code, company, minutes }) => ({
    subject: `${code} est votre code pour ${company}`,
    text: `Votre code pour la page de paiement de ${company} :\n\n${code}\n\nIl est valable `
      + `${minutes} minutes. Si vous ne l’avez pas demandé, il n’y a rien à faire.`,
  }),
  de: ({ code, company, minutes }) => ({
    subject: `${code} ist Ihr Code für ${company}`,
    text: `Ihr Code für die Zahlungsseite von ${company}:\n\n${code}\n\nEr gilt ${minutes} `
      + 'Minuten. Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun.',
  }),
  es: ({ code, company, minutes }) => ({
    subject: `${code} es su código para ${company}`,
    text: `Su código para la página de pago de ${company}:\n\n${code}\n\nEs válido durante `
      + `${minutes} minutos. Si no lo ha pedido, no tiene que hacer nada.`,
  }),
}

export const codeMail = (
  language: PageLanguage, of: { code: string; company: string; minutes: number },
): CodeMail => MAILS[language](of)
