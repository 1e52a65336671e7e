// The steps of an import, as they stand in its address.
export const IMPORT_STEPS = ['upload', 'format', 'map', 'check', 'import', 'report'] as const
