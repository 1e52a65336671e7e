// The usual reasons of a dispute, offered while one is typed; any other words are as good.

export const USUAL_DISPUTE_REASONS = [
  'Wrong price', 'Wrong quantity', 'Not delivered', 'Damaged or not as agreed', 'Already paid',
  'Addressed to the wrong company', 'Purchase order missing', 'Invoiced twice',
] as const
