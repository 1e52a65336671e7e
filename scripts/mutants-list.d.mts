// The shape of the list, for the test that holds it to the rules.
export const MUTANTS: [what: string, file: string, from: string, to: string][]
