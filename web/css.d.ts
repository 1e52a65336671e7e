// Lets TypeScript follow imports of style sheets.
declare module '*.css'
