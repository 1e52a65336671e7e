// The lists of To Do, by the name that each has in the address.

export type Tab = 'replies' | 'due' | 'later' | 'scheduled' | 'letters' | 'held' | 'check'
