// Starts the pages in the browser: first the language, then all that is written in it.
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './look.css'
import { learn } from './words.ts'
import { direction, documentLanguage, language } from './words/language.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html lost its root element.')
document.documentElement.lang = documentLanguage
document.documentElement.dir = direction

// Texts are read as their modules are evaluated, so the application is imported only now.
await learn(language)
const { showApplication } = await import('./application.tsx')
showApplication(root)
