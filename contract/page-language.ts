// The languages that the pages are in; the customer's language is another matter.

export const PAGE_LANGUAGES = ['en', 'de', 'fr', 'es'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]
