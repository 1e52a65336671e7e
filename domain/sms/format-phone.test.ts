// Numbers as people read them; what is no number stays what it is.
import { expect, test } from 'vitest'
import { formatPhone } from './format-phone.ts'

test.each([
  ['+33612345678', '+33 6 12 34 56 78'],
  ['+12025550123', '+1 202 555 0123'],
  ['+4917139200001', '+49 171 392 000 01'],
  ['+353851234567', '+353 851 234 567'],
  ['whatsapp:+14155550100', '+1 415 555 0100 (WhatsApp)'],
  ['Nordwind', 'Nordwind'],
  ['12345', '12345'],
  ['', ''],
])('%s is %s', (address, shown) => expect(formatPhone(address)).toBe(shown))
