// Tabs whose choice stands in the address, each with its count.
import { useEffect, useRef } from 'react'
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
  const nav = useRef<HTMLElement>(null)
  // On a phone the tabs are wider than the screen; the chosen one must not be beyond its edge.
  useEffect(() => {
    const chosen = nav.current?.querySelector<HTMLElement>('[aria-current]')
    if (nav.current && chosen) nav.current.scrollLeft = chosen.offsetLeft - 48
  }, [active])
  useShortcut('nextTab', () => go(1))
  useShortcut('previousTab', () => go(-1))
  return (
    <nav ref={nav} className="tabs" aria-label={label}>
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
