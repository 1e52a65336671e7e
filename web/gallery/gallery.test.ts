// The gallery misses no component, and each of its examples is what the contract allows.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ENDPOINTS } from '#contract/all.ts'
import { sampleAnswer } from './sample.ts'
import { STATES, WEATHER } from './states.ts'
import { endpointAt } from './transport.ts'

const web = path.join(import.meta.dirname, '..')
const read = (file: string) => fs.readFileSync(path.join(web, file), 'utf8')

describe('the gallery', () => {
  test('shows every component that screens share', () => {
    const entries = fs.readdirSync(path.join(web, 'gallery/components'))
      .map((file) => read(`gallery/components/${file}`)).join('')
    const missing = ['ui', 'components'].flatMap((folder) =>
      fs.readdirSync(path.join(web, folder)).filter((file) => file.endsWith('.tsx'))
        .map((file) => file.replace('.tsx', ''))
        .filter((name) => !entries.includes(`'${name}'`)).map((name) => `${folder}/${name}`))
    expect(missing).toEqual([])
  })

  test.each(STATES)('answers by the contract where a screen is %s', (state) => {
    const wrong = ENDPOINTS.flatMap(([name, endpoint]) => {
      if (endpoint.answerType || endpoint.status === 204) return []
      const { error } = endpoint.answer.safeParse(
        sampleAnswer(endpoint, { ...WEATHER[state].manner, items: 3 }))
      return error ? [`${name}: ${error.message}`] : []
    })
    expect(wrong).toEqual([])
  })

  test('finds the endpoint of an address, words before parameters', () => {
    const idea = '00000000-0000-4000-8000-000000000000'
    expect(endpointAt('GET', `/actions/${idea}`)?.[0]).toBe('getAction')
    expect(endpointAt('GET', '/actions/counts')?.[0]).toBe('getCounts')
    expect(endpointAt('GET', '/nothing-of-ours')).toBeUndefined()
  })
})
