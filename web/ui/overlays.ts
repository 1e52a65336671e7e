// What dialogs and drawers are made of, as a part of its own that can be loaded late.
export { Drawer, Modal } from '@mantine/core'
