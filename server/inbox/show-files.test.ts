// What is shown of a message: pictures through the guard, PDFs, and never anything else.
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Installation } from '../platform/installation.ts'
import { newId } from '../platform/ids.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { anOrganization, NOW, openInstallation, type SceneOrganization } from
  '../testing/mail-scene.ts'
import { fetchImage, type FetchedImage } from './fetch-image.ts'
import { insertAttachments, insertMessages } from './message-store.ts'
import { showAttachment, showRemoteImage } from './show-files.ts'

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(20)])

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let org: SceneOrganization
let server: http.Server
let address: string
const asked: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  org = await anOrganization(installation)
  server = http.createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/away') response.writeHead(302, { location: 'http://10.0.0.1/x.png' })
    if (request.url === '/loop') response.writeHead(302, { location: '/loop' })
    if (request.url === '/large') response.write(Buffer.alloc(6_000_000))
    response.end(request.url === '/page' ? '<script>alert(1)</script>' : PNG)
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // A TCP server's.
})
afterAll(async () => {
  server.close()
  await installation.close()
  await database.close()
})

const open = {
  isAllowed: (ip: string) => ip === '127.0.0.1', ports: () => true,
}

test('a picture is fetched and known by its first bytes', async () => {
  expect(await fetchImage(`${address}/logo.jpg`, open))
    .toMatchObject({ result: 'image', type: 'image/png' })
})

test.each(['/page', '/away', '/loop', '/large'])('%s is refused', async (where) => {
  expect(await fetchImage(address + where, open)).toMatchObject({ result: 'refused' })
})

test.each(['http://127.0.0.1/x.png', 'http://localhost/x.png', 'http://[::1]/x.png',
  'http://169.254.169.254/latest/meta-data', 'http://2130706433/', 'http://0x7f.1/',
  'file:///etc/passwd', 'https://example.com:8443/x.png', 'not an address'])(
  '%s is never asked', async (wanted) => {
    expect(await fetchImage(wanted)).toMatchObject({ result: 'refused' })
  })

test('this machine is not asked even where its port is allowed', async () => {
  const before = asked.length
  expect(await fetchImage(`${address}/x.png`, { ports: () => true }))
    .toMatchObject({ result: 'refused' })
  expect(asked).toHaveLength(before)
})

const aMessage = async (html: string): Promise<string> => {
  const id = newId()
  await org.do((given) => insertMessages(given, [{
    id, customerId: null, direction: 'in', channel: 'email', state: 'received', kind: 'human',
    threadId: newId(), fromAddress: 'x@y.example', bodyText: '', bodyHtml: html, at: NOW,
  }]))
  return id
}

test('only an address that stands in the stored message is fetched', async () => {
  const messageId = await aMessage('<img data-remote-src="https://a.example/1.png?x=1&amp;y=2" />'
    + '<img data-remote-src="https://a.example/2.png" />')
  const wanted: string[] = []
  const fetching = async (url: string): Promise<FetchedImage> => {
    wanted.push(url)
    return { result: 'image', bytes: PNG, type: 'image/png' }
  }
  const show = (place: number) => showRemoteImage(installation,
    { orgId: org.id, actor: 'user:x' }, { messageId, place }, fetching)
  expect((await show(0)).headers.get('content-type')).toBe('image/png')
  await show(1)
  await expect(show(2)).rejects.toThrow(/no such picture/)
  expect(wanted).toEqual(['https://a.example/1.png?x=1&y=2', 'https://a.example/2.png'])
})

test.each([
  ['a picture', PNG, 'image/png'], ['a PDF', Buffer.from('%PDF-1.7 …'), 'application/pdf'],
])('%s is shown in a sandbox', async (_, content, type) => {
  const response = await org.do(async (given) => showAttachment(given, await anAttachment(content)))
  expect(response.headers.get('content-type')).toBe(type)
  expect(response.headers.get('content-security-policy')).toMatch(/^sandbox;/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test.each([
  ['HTML that calls itself a picture', '<html><script>alert(1)</script>'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
])('%s is not shown', async (_, text) => {
  const id = await anAttachment(Buffer.from(text))
  await expect(org.do((given) => showAttachment(given, id))).rejects.toThrow(/download/)
})

async function anAttachment(content: Buffer): Promise<string> {
  const [id, messageId] = [newId(), await aMessage('')]
  await org.do((given) => insertAttachments(given,
    [{ id, messageId, name: 'photo.png', contentType: 'image/png', content }]))
  return id
}
