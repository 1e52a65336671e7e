// The look of every page: one accent colour, calm greys, contrast that holds in light and dark.
import { createTheme, type CSSVariablesResolver } from '@mantine/core'

// Their <header> would count as a second banner of the page: the dialog's role hides the section.
const HEAD_OF_DIALOG = { header: { role: 'presentation' } }

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: '-apple-system, BlinkMacSystemFont, "Segoe UI", Inter, Roboto, "Helvetica Neue", '
    + '"Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.84375rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  colors: {
    ink: ['#eef0fc', '#dde1f9', '#bcc3f2', '#98a2ea', '#7a87e2', '#6571dc', '#5561d4', '#4a55c4',
      '#3f4ab0', '#2f3889'],
    dark: ['#d6d9e0', '#b4b9c5', '#969dac', '#6a7182', '#434a5a', '#323846', '#272c38', '#1b1f28',
      '#151820', '#0f1117'],
  },
  // Plain objects: their `extend` would bring each of these components into the first load.
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Anchor: { defaultProps: { underline: 'hover' } },
    Modal: {
      defaultProps: {
        attributes: HEAD_OF_DIALOG,
        centered: true, styles: { title: { fontWeight: 600 } },
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.45, blur: 1 },
      },
    },
    Drawer: { defaultProps: { attributes: HEAD_OF_DIALOG } },
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
})

// Mantine's dimmed and error colours miss 4.5:1 on these grounds; the tokens below hold it.
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#586072',
    '--mantine-color-error': '#b42318',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-text': '#171a23',
    '--mantine-color-anchor': '#3f4ab0',
    '--mantine-color-default-border': '#d9dce4',
  },
  dark: {
    '--mantine-color-dimmed': '#a3aaba',
    '--mantine-color-error': '#ff9b91',
    '--mantine-color-placeholder': '#8b93a5',
    '--mantine-color-text': '#e4e7ee',
    '--mantine-color-anchor': '#a5b0ff',
    '--mantine-color-body': '#12141b',
    '--mantine-color-default': '#1a1e27',
    '--mantine-color-default-hover': '#232834',
    '--mantine-color-default-border': '#323846',
  },
})
