// The module that web/help-pages.ts makes of the documents.
declare module 'virtual:help-pages' {
  export const HELP_PAGES: readonly import('./help-pages.ts').HelpPage[]
}
