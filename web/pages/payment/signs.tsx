// The few signs of the payment page, drawn here so that nothing else is loaded.

const PATHS = {
  done: 'm5 12.5 4.5 4.5L19 7.5',
  ended: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  unknown: 'M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 17v.01',
  trouble: 'M12 7v6M12 17v.01',
} as const

export function Sign({ name }: { name: keyof typeof PATHS }) {
  return (
    <span className={name === 'done' ? 'sign sign-good' : 'sign'}>
      <svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor"
        strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
        <path d={PATHS[name]} />
      </svg>
    </span>
  )
}
