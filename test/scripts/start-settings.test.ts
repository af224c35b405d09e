// Checks the settings that `npm start` reads from `.dev.vars` and from the environment.

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { settingsFrom, writeSettings } from '../../demo/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'start-settings-'))
const file = join(folder, 'edge.vars')
afterAll(() => rmSync(folder, { recursive: true }))

const SECRETS = { MASTER_KEY: 'mmm=', OPERATOR_TOKEN: 'spo_x' }

describe('the settings of a local edge', () => {
  it('come from .dev.vars, and from the environment first', () => {
    const devVars = { ...SECRETS, PROVIDERS: '[]', BRAND_NAME: 'Acme', BRAND_ACCENT: '#1a5fb4' }
    const environment = {
      PROVIDERS: '[1]',
      BRAND_NAME: 'Northwind',
      CLIENT_SECRET_MY_IDP: 's',
      NOTICE_WEBHOOK_URL: 'http://127.0.0.1:9',
    }
    expect(settingsFrom(devVars, environment)).toEqual({ ...devVars, ...environment })
  })

  it('may be any variable of the edge, except its keys and its address', () => {
    const interfaceOf =
      /export interface Env \{(.*?)\n\}/s.exec(readFileSync('src/config.ts', 'utf8'))?.[1] ?? ''
    const variables = [...interfaceOf.matchAll(/readonly ([A-Z_]+)\?: (?:string|unknown)/g)].map(
      ([, name]) => name ?? '',
    )
    const ignored = variables.filter((name) => settingsFrom({}, { [name]: 'x' })[name] === undefined)
    expect(ignored).toEqual(['PORTAL_ORIGIN', 'MASTER_KEY', 'MASTER_KEY_PREVIOUS', 'OPERATOR_TOKEN'])
    expect(variables).toContain('BRAND_FOOTER')
  })

  it('include no deployment secret, nothing of the shell, and nothing empty', () => {
    const environment = {
      MASTER_KEY: 'other',
      OPERATOR_TOKEN: 'other',
      PATH: '/bin',
      PROVIDERS: '',
      PORT: '9',
    }
    expect(settingsFrom(SECRETS, environment)).toEqual(SECRETS)
  })

  it('reach the edge unchanged, in a file that only their owner can read', () => {
    const settings = {
      ...SECRETS,
      PROVIDERS: '[\n  {"id": "idp", "label": "Ada\'s # \\"IdP\\" \\\\n $HOME"}\n]',
      CLIENT_SECRET_IDP: ' `quoted` ',
    }
    writeSettings(file, settings)
    expect(parseEnv(readFileSync(file, 'utf8'))).toEqual(settings)
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it('are refused by name if no quotation mark is left for them', () => {
    expect(() => writeSettings(file, { NOTICE_CONTACT: "'`" })).toThrow('NOTICE_CONTACT')
  })
})
