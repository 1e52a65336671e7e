// Starts the pages in the browser.
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './look.css'
import './words.ts'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { listenForKeys } from './keys.ts'
import { queryClient } from './queries.ts'
import { router } from './routes.tsx'
import { theme, variables } from './theme.ts'

listenForKeys()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html lost its root element.')
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-left" containerWidth={380} limit={4} />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  </StrictMode>,
)
