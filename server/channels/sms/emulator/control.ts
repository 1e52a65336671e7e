// What a person or a test tells the stand-in over its second port, under /__emu/.
import { json, type Answer } from './answer.ts'
import { CONTROL_PAGE } from './control-page.ts'
import type { Emulator } from './emulator.ts'
import { faultOf } from './faults.ts'
import { messageResource } from './message-resource.ts'
import type { Knobs } from './webhook-call.ts'
import type { Script } from './world.ts'

export interface ControlAsked {
  method: string
  path: string
  body: string
}

export function answerControl(emulator: Emulator, asked: ControlAsked): Answer {
  const path = (asked.path.split('?')[0] ?? '').replace(/\/$/, '')
  try {
    const given = fieldsOf(asked.body)
    return asked.method === 'GET' ? show(emulator, path) : tell(emulator, path, given)
  } catch (error) {
    return json({ error: error instanceof Error ? error.message : String(error) }, 400)
  }
}

function show(emulator: Emulator, path: string): Answer {
  switch (path) {
    case '/__emu': return { status: 200, body: CONTROL_PAGE,
      headers: { 'Content-Type': 'text/html; charset=utf-8' } }
    case '/__emu/journal': return json(emulator.journal())
    case '/__emu/messages': return json(emulator.messages().map(messageResource))
    case '/__emu/accounts': return json(emulator.accounts().map((one) => ({
      sid: one.sid, authToken: one.authToken, senders: one.senders.map((each) => each.address),
      services: one.services.map((each) => each.sid),
    })))
    default: return json({ error: `There is nothing to see at ${path}.` }, 404)
  }
}

function tell(emulator: Emulator, path: string, given: Fields): Answer {
  switch (path) {
    case '/__emu/texts': {
      const message = emulator.receive({
        from: textIn(given, 'from'), to: textIn(given, 'to'), body: textIn(given, 'body'),
      })
      return message === null ? json({
        error: 'Nobody is told of what comes to this number, so it is not kept, as at Twilio: '
          + 'start with --inbound and the address that takes it.',
      }, 409)
        : json(messageResource(message), 201)
    }
    case '/__emu/tick': emulator.tick(numberIn(given, 'seconds') ?? 1)
      break
    case '/__emu/run': emulator.runAll()
      break
    case '/__emu/faults': emulator.fault(faultOf(given), {
      times: numberIn(given, 'times') ?? 1,
      match: typeof given['to'] === 'string' ? { to: given['to'] } : {},
    })
      break
    case '/__emu/scripts': emulator.script(textIn(given, 'number'), scriptOf(given))
      break
    case '/__emu/knobs': emulator.setKnobs(knobsOf(given))
      break
    default: return json({ error: `Nothing can be told at ${path}.` }, 404)
  }
  return json({ now: emulator.now() })
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(body: string): Fields {
  const value: unknown = body === '' ? {} : JSON.parse(body)
  if (typeof value !== 'object' || value === null) throw new Error('Write a JSON object.')
  return Object.fromEntries(Object.entries(value))
}

function textIn(given: Fields, key: string): string {
  const value = given[key]
  if (typeof value !== 'string') throw new Error(`Give "${key}" as a text.`)
  return value
}

function numberIn(given: Fields, key: string): number | undefined {
  const value = given[key]
  if (value === undefined) return undefined
  if (typeof value !== 'number') throw new Error(`Give "${key}" as a number.`)
  return value
}

const isTrue = (given: Fields, key: string) => given[key] === true

function scriptOf(given: Fields): Script {
  const code = (key: 'refused' | 'failed' | 'undelivered') => {
    const value = numberIn(given, key)
    return value === undefined ? {} : { [key]: value }
  }
  return {
    ...code('refused'), ...code('failed'), ...code('undelivered'), hang: isTrue(given, 'hang'),
    noReceipt: isTrue(given, 'noReceipt'), conflict: isTrue(given, 'conflict'),
    read: given['read'] !== false,
  }
}

function knobsOf(given: Fields): Knobs {
  const drop = given['drop']
  return {
    reverse: isTrue(given, 'reverse'), shuffle: isTrue(given, 'shuffle'),
    isBeforeAnswer: isTrue(given, 'isBeforeAnswer'), isGet: isTrue(given, 'isGet'),
    isWronglySigned: isTrue(given, 'isWronglySigned'),
    duplicate: numberIn(given, 'duplicate') ?? 0,
    delaySeconds: numberIn(given, 'delaySeconds') ?? 0,
    ...drop === 'all' ? { drop } : Array.isArray(drop) ? { drop: drop.map(String) } : {},
  }
}
