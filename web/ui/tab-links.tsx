// Tabs whose choice stands in the address, each with its count.
import { useShortcut } from '../keys.ts'

export interface Tab<Name extends string> {
  name: Name
  label: string
  count?: number | undefined
  isHot?: boolean
}

export function TabLinks<Name extends string>({ tabs, active, onChange, label }: {
  tabs: readonly Tab<Name>[]
  active: Name
  onChange: (name: Name) => void
  label: string
}) {
  const at = tabs.findIndex((tab) => tab.name === active)
  const go = (step: number) => {
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (next) onChange(next.name)
  }
  useShortcut('nextTab', () => go(1))
  useShortcut('previousTab', () => go(-1))
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <button key={tab.name} type="button" className="tab" onClick={() => onChange(tab.name)}
          aria-current={tab.name === active ? 'page' : undefined}>
          {tab.label}
          {tab.count === undefined || tab.count === 0 ? null : (
            <span className={`count ${tab.isHot ? 'count-hot' : ''}`}>
              {tab.count > 999 ? '999+' : tab.count}
            </span>
          )}
        </button>
      ))}
    </nav>
  )
}
