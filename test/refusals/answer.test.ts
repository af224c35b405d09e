import { describe, expect, it } from 'vitest'
import { LANGUAGE_CODES } from '../../src/core/language.ts'
import { answer, answerPerson, answerProgram } from '../../src/refusals/answer.ts'
import { publicAnswer, type Refusal, TABLE } from '../../src/refusals/refusal.ts'
import { loadOutsideWordsIn } from '../../src/words/outside.ts'
import { NORTHWIND, OURS } from '../support/brands.ts'

const PORTAL = { portalOrigin: 'https://auth.example.com', brand: OURS }
const PAGE = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const FRAME = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }
const SCRIPT = { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }

const ask = (refusal: Refusal, headers: Record<string, string>) =>
  answer(new Request('https://acme.example.com/report', { headers }), refusal, PORTAL)

/** Everything that any refusal needs in its answer. */
const DETAILS = {
  incident: 'incident-1',
  workspace: 'Acme',
  href: 'https://acme.example.com/',
  allow: 'GET, HEAD, OPTIONS',
  slugs: ['acme'],
  errors: [],
  retryAfterSeconds: 3600,
  signInUrl: 'https://auth.example.com/enter?host=acme.example.com',
  because: 'path',
  host: 'acme.example.com',
  maxAge: 300,
  enrollUrl: 'https://auth.example.com/account/security/authenticator',
}
const EVERY = Object.entries(TABLE).map(([reason, told]): [string, Refusal] => [
  reason,
  (typeof told === 'function' ? { reason, ...DETAILS } : reason) as Refusal,
])
const isAsked = (part: 'page' | 'problem') => EVERY.filter(([, refusal]) => publicAnswer(refusal)[part])

describe('a refusal', () => {
  it('is a page for a person and a problem for a program, with the same status', async () => {
    const refusal = { reason: 'origin-timeout', workspace: 'Acme' } as const
    for (const headers of [PAGE, FRAME]) {
      const page = await ask(refusal, headers)
      expect([page.status, page.headers.get('content-type')]).toEqual([504, 'text/html; charset=utf-8'])
    }
    const problem = await ask(refusal, SCRIPT)
    expect([problem.status, problem.headers.get('content-type')]).toEqual([504, 'application/problem+json'])
  })

  it('without a page is a problem for a person too', async () => {
    expect(await (await ask('foreign-upgrade', PAGE)).json()).toMatchObject({ code: 'foreign_origin' })
  })

  it('without a problem is a page for a program too', async () => {
    const way = { reason: 'closed-way', workspace: 'Acme', href: 'https://acme.example.com/' } as const
    expect(await (await ask(way, SCRIPT)).text()).toContain('<a class="button')
  })

  it('says to a program in English what the page says', async () => {
    const refusal = { reason: 'origin-unreachable', workspace: 'Acme' } as const
    const { title, detail } = (await (await ask(refusal, { ...SCRIPT, 'accept-language': 'de' })).json()) as {
      title: string
      detail: string
    }
    const page = await (await ask(refusal, PAGE)).text()
    expect(page).toContain(title)
    expect(page).toContain(detail)
  })

  it('uses the reader’s language on a page', async () => {
    const page = await ask('misdirected', { ...PAGE, 'accept-language': 'fr' })
    expect(page.headers.get('content-language')).toBe('fr')
  })

  it('escapes its values', async () => {
    const page = await ask({ reason: 'origin-timeout', workspace: '<script>x</script>' }, PAGE)
    expect(await page.text()).not.toContain('<script>')
  })
})

describe('every refusal', () => {
  it.each(EVERY)('%s has an error status and a page or a problem', (_, refusal) => {
    const { status, page, problem } = publicAnswer(refusal)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(page ?? problem).toBeDefined()
  })

  it.each(isAsked('page'))('%s has a title and a message in each language', async (_, refusal) => {
    for (const language of LANGUAGE_CODES) {
      const words = await loadOutsideWordsIn(language)
      const said = publicAnswer(refusal).page?.(words, PORTAL.portalOrigin)
      expect([language, said?.title, said?.message]).toEqual([
        language,
        expect.stringMatching(/./),
        expect.stringMatching(/./),
      ])
    }
  })

  it.each(isAsked('page'))('%s is a page that no cache keeps and nobody can frame', async (_, refusal) => {
    const words = await loadOutsideWordsIn('en')
    const page = await answerPerson(refusal as 'not-found', words, PORTAL, { href: '/', label: 'x' })
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it.each(isAsked('problem'))('%s has a code in snake case, and no cache keeps it', async (_, refusal) => {
    const problem = answerProgram(refusal as 'not-found')
    expect(problem.headers.get('cache-control')).toBe('no-store')
    expect(await problem.json()).toMatchObject({
      type: 'about:blank',
      status: problem.status,
      code: expect.stringMatching(/^[a-z]+(_[a-z]+)*$/),
      title: expect.stringMatching(/./),
    })
  })

  it.each(isAsked('problem'))('%s challenges as RFC 6750 says if and only if it is a 401', (_, refusal) => {
    const { status, headers } = publicAnswer(refusal)
    expect(headers?.['www-authenticate'] !== undefined).toBe(status === 401)
  })

  it.each(isAsked('page'))('%s says our name nowhere under a brand, in any language', async (_, refusal) => {
    for (const language of LANGUAGE_CODES) {
      const words = await loadOutsideWordsIn(language)
      const branded = { ...PORTAL, brand: NORTHWIND }
      const page = await answerPerson(refusal as 'not-found', words, branded, { href: '/', label: 'x' })
      const html = await page.text()
      expect(html, language).not.toContain('Sallyport')
      expect(html).toContain(' · Northwind Cloud</title>')
    }
  })
})
