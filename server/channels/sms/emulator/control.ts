// What a person or a test tells the stand-in over its second port, under /__emu/.
import type { Answer } from './answer.ts'
import { json } from './answer.ts'
import type { Emulator } from './emulator.ts'
import { messageResource } from './message-resource.ts'

export function answerControl(
  emulator: Emulator, asked: { method: string; path: string; body: string },
): Answer {
  const path = asked.path.split('?')[0] ?? ''
  try {
    const given = asked.body === '' ? {} : JSON.parse(asked.body)
    switch (`${asked.method} ${path}`) {
      case 'GET /__emu/journal': return json(emulator.journal())
      case 'GET /__emu/messages': return json(emulator.messages().map(messageResource))
      case 'GET /__emu/accounts': return json(emulator.accounts().map((one) => ({
        sid: one.sid, authToken: one.authToken, senders: one.senders.map((each) => each.address),
        services: one.services.map((each) => each.sid),
      })))
      case 'POST /__emu/texts': {
        const message = emulator.receive(given)
        return json(message === null ? null : messageResource(message), 201)
      }
      case 'POST /__emu/tick': return done(() => emulator.tick(Number(given.seconds ?? 1)))
      case 'POST /__emu/run': return done(() => emulator.runAll())
      case 'POST /__emu/faults': return done(() => emulator.fault(given.fault, given.options))
      case 'POST /__emu/scripts': return done(() => emulator.script(given.number, given.script))
      case 'POST /__emu/knobs': return done(() => emulator.setKnobs(given))
      default: return json({ error: `Nothing is known of ${asked.method} ${path}` }, 404)
    }
  } catch (error) {
    return json({ error: String(error) }, 400)
  }
}

function done(deed: () => void): Answer {
  deed()
  return json({ ok: true })
}
