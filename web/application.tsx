// The whole application: theme, texts, what was fetched, and the pages.
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { listenForKeys } from './keys.ts'
import { queryClient } from './queries.ts'
import { router } from './routes.tsx'
import { theme, variables } from './theme.ts'
import { direction } from './words/language.ts'

export function showApplication(root: HTMLElement): void {
  listenForKeys()
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <DirectionProvider initialDirection={direction} detectDirection={false}>
          <MantineProvider theme={theme} cssVariablesResolver={variables}
            defaultColorScheme="auto">
            <QueryClientProvider client={queryClient}>
              <Notifications position="bottom-left" containerWidth={380} limit={4} />
              <RouterProvider router={router} />
            </QueryClientProvider>
          </MantineProvider>
        </DirectionProvider>
      </I18nProvider>
    </StrictMode>,
  )
}
