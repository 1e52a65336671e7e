// The gallery: every shared component and every screen in every state, without a server.
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '../look.css'
import { learn } from '../words.ts'
import { direction, documentLanguage, language } from '../words/language.ts'
import { replaceNetwork } from './transport.ts'

document.documentElement.lang = documentLanguage
document.documentElement.dir = direction
replaceNetwork()
// Texts are read as their modules are evaluated, so what shows them is imported only now.
await learn(language)
const { openGallery } = await import('./gallery.tsx')
openGallery()
