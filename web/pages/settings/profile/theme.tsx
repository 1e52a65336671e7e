// Light, dark, or as the device is set; kept in this browser.
import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl, useMantineColorScheme } from '@mantine/core'

export function ThemeCard() {
  const { t } = useLingui()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <section className="card" aria-labelledby="theme-title">
      <h2 className="card-title" id="theme-title"><Trans>Theme</Trans></h2>
      <SegmentedControl aria-label={t`Theme`} value={colorScheme}
        onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        data={[{ value: 'auto', label: t`As the device` }, { value: 'light', label: t`Light` },
          { value: 'dark', label: t`Dark` }]} />
      <p className="dim tiny" style={{ margin: '6px 0 0' }}><Trans>In this browser.</Trans></p>
    </section>
  )
}
