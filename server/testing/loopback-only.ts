// Lets a test connect to this machine only, and remembers what else was tried.
import net from 'node:net'
import { isLoopback } from '../platform/guarded-address.ts'

/** Sockets to anywhere else end before the name is even asked for. */
export function allowLoopbackOnly(): { refused: string[]; lift: () => void } {
  const refused: string[] = []
  // Called with the socket as `this` below, as the original would be.
  // eslint-disable-next-line typescript/unbound-method
  const connect = net.Socket.prototype.connect
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...given: unknown[]) {
    const [first] = given.flat()
    const options = (typeof first === 'object' && first !== null ? first : {}) as
      { host?: string; path?: unknown } // Both are looked at below.
    const host = options.host ?? '127.0.0.1'
    const isOwn = typeof options.path === 'string' || host === 'localhost' || isLoopback(host)
    if (isOwn) return Reflect.apply(connect, this, given) as net.Socket // As the original.
    refused.push(host)
    process.nextTick(() => this.destroy(Object.assign(new Error('not this machine'),
      { code: 'ENETUNREACH' })))
    return this
  }
  return { refused, lift: () => { net.Socket.prototype.connect = connect } }
}
