// The ways in which runs begin on old debt; apart from the rules, which know plans and days.

/**
 * `catch_up`: late steps come one after another, the delay between them. `fitting`: the last step
 * whose day has come, as contextual entry has it. `future`: only steps whose day is still to come.
 */
export const STARTS = ['catch_up', 'fitting', 'future'] as const
export type Start = (typeof STARTS)[number]
