// Draws the icons that a phone's home screen asks for from web/public/icon.svg; run by hand.
import fs from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

const folder = path.resolve(import.meta.dirname, '../web/public')
const svg = fs.readFileSync(path.join(folder, 'icon.svg'), 'utf8')

// Of a maskable icon only the middle four fifths are sure to be seen.
const WANTED = [
  { name: 'icon-192', size: 192, share: 1, ground: 'transparent' },
  { name: 'icon-512', size: 512, share: 1, ground: 'transparent' },
  { name: 'icon-maskable-512', size: 512, share: 0.66, ground: '#3a46b8' },
  { name: 'apple-touch-icon', size: 180, share: 0.78, ground: '#3a46b8' },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium', args: ['--no-sandbox'],
})
const page = await browser.newPage()
for (const { name, size, share, ground } of WANTED) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<body style="margin:0;height:100vh;display:grid;place-items:center;
    background:${ground}"><div style="width:${size * share}px">${svg}</div></body>`)
  await page.evaluate(() => {
    const drawing = document.querySelector('svg')
    drawing?.setAttribute('width', '100%')
    drawing?.setAttribute('height', '100%')
  })
  await page.screenshot({ path: path.join(folder, `${name}.png`),
    omitBackground: ground === 'transparent' })
}
await browser.close()
