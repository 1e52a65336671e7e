// Which words of a member's mail go on to the customer, and when none do.
import { expect, test } from 'vitest'
import { ANSWER_HINT, memberAnswerOf, SETTINGS_PLACE } from './member-answer.ts'

const NOTICE = `Bea Buyer answered\n\nWhich invoice is it?\n\nWhat you write above ${ANSWER_HINT}.\n\n`
  + `Choose: https://duebox.example${SETTINGS_PLACE}`
const quoted = NOTICE.split('\n').map((line) => `> ${line}`).join('\n')

test.each([
  ['above the quote', `It is INV-7.\n\nOn 10 March 2026, Seller wrote:\n${quoted}`],
  ['above a quote without marks', `It is INV-7.\n\n-----Original Message-----\nFrom: Seller\n`
    + `Sent: Tuesday\nTo: Carl\nSubject: Bea Buyer answered\n\n${NOTICE}`],
  ['with a signature', `It is INV-7.\n\n-- \nCarl Clerk\n\nOn 10 March 2026, Seller wrote:\n${quoted}`],
  ['without any quote', 'It is INV-7.'],
])('own words %s go on', (_, text) => {
  expect(memberAnswerOf({ text, htmlText: null })).toEqual({ text: 'It is INV-7.' })
})

test.each([
  ['a bare quote', quoted],
  ['an attribution and a quote', `On 10 March 2026, Seller wrote:\n${quoted}`],
  ['a piece of the quote', '> Which invoice is it?'],
  ['the notification without marks', NOTICE],
  ['the notification broken into short lines', NOTICE.replaceAll(' ', '\n')],
  ['own words that no seam parts from it', `It is INV-7.\n${NOTICE}`],
  ['nothing', ' \n '],
])('%s is never sent to the customer', (_, text) => {
  expect(memberAnswerOf({ text, htmlText: null })).toHaveProperty('why')
})
