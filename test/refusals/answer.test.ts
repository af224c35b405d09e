import { describe, expect, it } from 'vitest'
import { LANGUAGE_CODES, type Language } from '../../src/core/language.ts'
import { answer } from '../../src/refusals/answer.ts'
import { INSIDE } from '../../src/refusals/inside.ts'
import { OUTSIDE, type OutsideRefusal } from '../../src/refusals/outside.ts'
import type { PublicAnswer, WithPage, WithProblem } from '../../src/refusals/public-answer.ts'
import { answersFrom } from '../../src/refusals/refusal.ts'
import { pageFrom, problemFrom } from '../../src/refusals/response.ts'
import { loadWords } from '../../src/words/languages.ts'
import { loadOutsideWordsIn } from '../../src/words/outside.ts'
import type { Words } from '../../src/words/words.ts'
import { NORTHWIND, OURS } from '../support/brands.ts'

const PORTAL = { portalOrigin: 'https://auth.example.com', brand: OURS }
const PAGE = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const FRAME = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }
const SCRIPT = { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }

const ask = (refusal: OutsideRefusal, headers: Record<string, string>) =>
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

type Load = (language: Language) => Promise<Words>
type Case<Told> = [reason: string, told: Told, load: Load]

/** Each row of a table, and what loads the words of its page. */
const casesOf = (table: typeof OUTSIDE | typeof INSIDE, load: Load) =>
  Object.entries(table).map(([reason, row]): Case<PublicAnswer<Words>> => {
    const refusal = typeof row === 'function' ? { reason, ...DETAILS } : reason
    return [reason, answersFrom(table)(refusal as never), load]
  })
// A page outside the portal gets no other words, whatever the type says here.
const EVERY = [...casesOf(OUTSIDE, loadOutsideWordsIn as Load), ...casesOf(INSIDE, loadWords)]
const PAGES = EVERY.filter((each): each is Case<WithPage<Words>> => each[1].page !== undefined)
const PROBLEMS = EVERY.filter((each): each is Case<WithProblem<Words>> => each[1].problem !== undefined)

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
  it('has one row, outside the portal or inside', () => {
    expect(Object.keys(OUTSIDE).filter((reason) => reason in INSIDE)).toEqual([])
  })

  it.each(EVERY)('%s has an error status and a page or a problem', (_, { status, page, problem }) => {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(page ?? problem).toBeDefined()
  })

  it.each(PAGES)('%s has a title and a message in each language', async (_, { page }, load) => {
    for (const language of LANGUAGE_CODES) {
      const said = page(await load(language), PORTAL.portalOrigin)
      expect([language, said.title, said.message]).toEqual([
        language,
        expect.stringMatching(/./),
        expect.stringMatching(/./),
      ])
    }
  })

  it.each(PAGES)('%s is a page that no cache keeps and nobody can frame', async (_, told, load) => {
    const page = await pageFrom(told, await load('en'), PORTAL, { href: '/', label: 'x' })
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it.each(PROBLEMS)('%s has a code in snake case, and no cache keeps it', async (_, told) => {
    const problem = problemFrom(told)
    expect(problem.headers.get('cache-control')).toBe('no-store')
    expect(await problem.json()).toMatchObject({
      type: 'about:blank',
      status: problem.status,
      code: expect.stringMatching(/^[a-z]+(_[a-z]+)*$/),
      title: expect.stringMatching(/./),
    })
  })

  it.each(PROBLEMS)('%s challenges as RFC 6750 says if and only if it is a 401', (_, { status, headers }) => {
    expect(headers?.['www-authenticate'] !== undefined).toBe(status === 401)
  })

  it.each(PAGES)('%s says our name nowhere under a brand, in any language', async (_, told, load) => {
    for (const language of LANGUAGE_CODES) {
      const branded = { ...PORTAL, brand: NORTHWIND }
      const page = await pageFrom(told, await load(language), branded, { href: '/', label: 'x' })
      const html = await page.text()
      expect(html, language).not.toContain('Sallyport')
      expect(html).toContain(' · Northwind Cloud</title>')
    }
  })
})
