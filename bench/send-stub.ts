// A provider in a process of its own that takes every SMS at once: the same for product and floor.
import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

let taken = 0
const server = http.createServer((request, response) => {
  request.on('data', () => {})
  request.on('end', () => {
    taken++
    const at = new Date().toUTCString().replace('GMT', '+0000')
    const sid = `SM${randomBytes(16).toString('hex')}`
    response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({
      sid, account_sid: `AC${'a'.repeat(32)}`, messaging_service_sid: null, to: '', from: '',
      body: '', status: 'queued', direction: 'outbound-api', num_segments: '1', num_media: '0',
      price: null, price_unit: 'USD', error_code: null, error_message: null, date_created: at,
      date_updated: at, date_sent: null, api_version: '2010-04-01', uri: '', subresource_uris: {},
    }))
  })
})
// Longer than any pause between rounds, so that no connection ends while it is used again.
server.keepAliveTimeout = 600_000
process.on('message', () => { process.send?.({ taken }) })
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo // It listens on a port.
  process.send?.({ port })
})
