// A workspace's appearance, set through the API, and its logo as a browser loads it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MOST_IMAGE_BYTES } from '../../src/core/image.ts'
import { expectProblem, pathsIn } from '../support/node/problems.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  api,
  digestRows,
  makeWorkspace,
  portalOrigin,
  sendRaw,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'
import { bytesOf, imageOf, joined, patched, pngChunk } from '../vectors/images.ts'

const NONE = { display_name: null, accent: null, logo_url: null }
const PNG = { headers: { 'content-type': 'image/png' } }

let origin: RecordingOrigin
let acme: TestWorkspace
beforeAll(async () => {
  origin = await startRecordingOrigin()
  acme = await makeWorkspace(origin.url)
})
afterAll(() => origin?.close())

/**
 * Returns an image that no other test stores. Otherwise a workspace of another test would keep it alive. The
 * image checksum differs, which the edge doesn't read.
 */
function nobodyElses(): Uint8Array {
  const image = imageOf('png')
  return patched(image, image.byteLength - 4, ...crypto.getRandomValues(new Uint8Array(4)))
}

const appearanceOf = ({ slug }: TestWorkspace) => `/workspaces/${slug}/appearance`
const logoOf = ({ slug }: TestWorkspace) => `/workspaces/${slug}/logo`
const auditOf = async ({ slug }: TestWorkspace) =>
  (await api('GET', `/workspaces/${slug}/audit`)).body.entries.filter(({ action }: { action: string }) =>
    /^(appearance|logo)\./.test(action),
  )
const fetchLogo = (path: string, method = 'GET') => sendRaw(new URL(portalOrigin).host, path, { method })
const doorOf = async ({ origin }: TestWorkspace) => (await new Visitor().ask(`${origin}/`)).text

describe('a name and an accent', () => {
  it('are null until they are set, show at the door at once, and can be set to null again', async () => {
    expect((await api('GET', appearanceOf(acme))).body).toEqual(NONE)
    const plain = await doorOf(acme)
    expect(plain).not.toContain('/assets/accent-')
    const chosen = await api('PUT', appearanceOf(acme), { display_name: '  Acme\u0301 ', accent: '#1A5FB4' })
    expect([chosen.status, chosen.body]).toEqual([200, { ...NONE, display_name: 'Acmé', accent: '#1a5fb4' }])
    expect((await api('GET', appearanceOf(acme))).body).toEqual(chosen.body)
    const door = await doorOf(acme)
    expect(door).toContain('<strong><bdi>Acmé</bdi></strong>')
    expect(door).toContain(`<bdi class="quiet">${acme.host}</bdi>`)
    expect(door).toContain('href="/assets/accent-1a5fb4.css"')
    await api('PUT', appearanceOf(acme), { display_name: null, accent: null })
    expect(await doorOf(acme)).toContain(`<strong><bdi>Workspace ${acme.slug}</bdi></strong>`)
  })

  it('stay when the operator puts the workspace again, which keeps the operator’s name too', async () => {
    await api('PUT', appearanceOf(acme), { display_name: 'Acme Ltd', accent: null })
    const put = { name: 'ACME-PROD', hosts: [acme.host], origin: origin.url }
    expect((await api('PUT', `/workspaces/${acme.slug}`, put)).body.name).toBe('ACME-PROD')
    expect((await api('GET', `/workspaces/${acme.slug}`)).body.name).toBe('ACME-PROD')
    expect(await doorOf(acme)).toContain('Acme Ltd')
  })

  it('are recorded with who set them, and setting the same values again is not', async () => {
    const workspace = await makeWorkspace(origin.url)
    const chosen = { display_name: 'Acme', accent: '#1a5fb4' }
    for (let i = 0; i < 2; i++) await api('PUT', appearanceOf(workspace), chosen)
    expect(await auditOf(workspace)).toMatchObject([
      { action: 'appearance.changed', actor: 'operator', detail: chosen },
    ])
  })

  it.each([
    ['a name of 101 characters', { display_name: 'x'.repeat(101), accent: null }, 'display_name'],
    ['an empty name', { display_name: ' ', accent: null }, 'display_name'],
    ['a name in two lines', { display_name: 'a\nb', accent: null }, 'display_name'],
    ['a name that reverses letters', { display_name: 'a\u202eb', accent: null }, 'display_name'],
    ['a colour by name', { display_name: null, accent: 'red' }, 'accent'],
    ['a colour with more after it', { display_name: null, accent: '#1a5fb4;x:y' }, 'accent'],
    ['a colour in three digits', { display_name: null, accent: '#abc' }, 'accent'],
    ['only one of the fields', { display_name: 'Acme' }, 'accent'],
    ['a logo', { display_name: null, accent: null, logo_url: 'https://evil.example/x' }, 'logo_url'],
  ])('cannot be %s: 422, with the field', async (_, body, field) => {
    const refused = await api('PUT', appearanceOf(acme), body)
    expectProblem(refused, 422, 'invalid')
    expect(pathsIn(refused)).toEqual([field])
  })
})

describe('a logo', () => {
  it('is shown at the door, and loaded by its digest, for ever, only by the portal’s own pages', async () => {
    const put = await api('PUT', logoOf(acme), imageOf('lossy webp'), PNG)
    expect(put.status).toBe(200)
    const url = new URL(put.body.logo_url)
    expect(url.origin).toBe(portalOrigin)
    expect(await doorOf(acme)).toContain(`<img class="logo" src="${url.pathname}" alt=""/>`)
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await fetchLogo(url.pathname, method)
      expect([status, headers]).toMatchObject([
        200,
        {
          'content-type': 'image/webp',
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; sandbox",
          'cross-origin-resource-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        },
      ])
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  it('replaces the previous one, which is deleted, and can itself be removed', async () => {
    const workspace = await makeWorkspace(origin.url)
    const [one, other] = [nobodyElses(), nobodyElses()]
    const first = (await api('PUT', logoOf(workspace), one, PNG)).body.logo_url
    const second = (await api('PUT', logoOf(workspace), other, PNG)).body.logo_url
    await api('PUT', logoOf(workspace), other, PNG)
    expect((await fetchLogo(new URL(first).pathname)).status).toBe(404)
    expect((await fetchLogo(new URL(second).pathname)).status).toBe(200)
    for (let i = 0; i < 2; i++) expect((await api('DELETE', logoOf(workspace))).status).toBe(204)
    expect((await fetchLogo(new URL(second).pathname)).status).toBe(404)
    expect((await api('GET', appearanceOf(workspace))).body).toEqual(NONE)
    expect(await auditOf(workspace)).toMatchObject([
      { action: 'logo.removed' },
      { action: 'logo.changed', detail: { media_type: 'image/png', width: 12, height: 8 } },
      { action: 'logo.changed', detail: { media_type: 'image/png', width: 12, height: 8 } },
    ])
  })

  it('may have 256 KiB, and any other body only 64 KiB', async () => {
    const workspace = await makeWorkspace(origin.url)
    const image = imageOf('png')
    const filler = pngChunk('tEXt', new Uint8Array(MOST_IMAGE_BYTES - image.byteLength - 12))
    const large = joined(image.slice(0, 33), filler, image.slice(33))
    expect(large.byteLength).toBe(MOST_IMAGE_BYTES)
    const { status, body } = await api('PUT', logoOf(workspace), large, PNG)
    expect(status).toBe(200)
    expect((await fetchLogo(new URL(body.logo_url).pathname)).status).toBe(200)
    const padded = JSON.stringify({ display_name: null, accent: null }).padEnd(65_537)
    expectProblem(await api('PUT', appearanceOf(workspace), padded), 413, 'too_large')
  })

  it('is deleted with its workspace', async () => {
    const workspace = await makeWorkspace(origin.url)
    const { body } = await api('PUT', logoOf(workspace), nobodyElses(), PNG)
    const { pathname } = new URL(body.logo_url)
    expect((await fetchLogo(pathname)).status).toBe(200)
    await api('DELETE', `/workspaces/${workspace.slug}`)
    expect((await fetchLogo(pathname)).status).toBe(404)
  })

  const page = bytesOf('<!doctype html><script>alert(document.domain)</script>')
  const svg = bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const huge = patched(imageOf('png'), 16, 0, 0, 0x40, 0, 0, 0, 0x40, 0)
  it.each([
    ['a page', page, 422, 'not_an_image'],
    ['SVG', svg, 422, 'not_an_image'],
    ['SVG that begins like a PNG', joined(imageOf('png').slice(0, 8), svg), 422, 'broken_image'],
    ['an image with a page behind it', joined(imageOf('png'), page), 422, 'broken_image'],
    ['an image with SVG behind it', joined(imageOf('jpeg'), svg), 422, 'broken_image'],
    ['a page with an image behind it', joined(page, imageOf('png')), 422, 'not_an_image'],
    ['half an image', imageOf('png').slice(0, 60), 422, 'broken_image'],
    ['a decompression bomb', huge, 422, 'too_many_pixels'],
    ['an image that moves', imageOf('animated webp'), 422, 'animated_image'],
    ['nothing', new Uint8Array(), 422, 'not_an_image'],
    ['too large', new Uint8Array(MOST_IMAGE_BYTES + 1), 413, 'too_large'],
    ['far too large', new Uint8Array(1 << 20), 413, 'too_large'],
  ])('cannot be %s', async (_, bytes, status, code) => {
    const before = await digestRows()
    expectProblem(await api('PUT', logoOf(acme), bytes, PNG), status, code)
    expect(await digestRows()).toEqual(before)
  })

  it.each([
    'image/svg+xml',
    'image/gif',
    'application/octet-stream',
    'text/html',
    'application/json',
    'image/png-x',
    '',
  ])('is not accepted as %j', async (type) => {
    const sent = { headers: { 'content-type': type } }
    expectProblem(await api('PUT', logoOf(acme), imageOf('png'), sent), 415, 'not_an_image_type')
  })

  it('may contain a page in its metadata, and is served as an image only', async () => {
    const workspace = await makeWorkspace(origin.url)
    const image = imageOf('jpeg')
    const comment = joined(bytesOf('\xff\xfe'), Uint8Array.of(0, page.byteLength + 2), page)
    const polyglot = joined(image.slice(0, 2), comment, image.slice(2))
    const { body } = await api('PUT', logoOf(workspace), polyglot, {
      headers: { 'content-type': 'image/webp' },
    })
    const { text, headers } = await fetchLogo(new URL(body.logo_url).pathname)
    expect(text).toContain('<script>')
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })

  it.each([
    'x',
    'A'.repeat(43),
    'A'.repeat(44),
    `${'A'.repeat(42)}%00`,
    `..%2f${'A'.repeat(38)}`,
    `${'A'.repeat(43)}.png`,
    '%27%20OR%201%3D1',
    '',
  ])('does not exist under the name %j', async (name) => {
    const { status, headers } = await fetchLogo(`/logos/${name}`)
    expect(status).toBe(404)
    expect(headers['cache-control']).toBe('no-store')
  })
})

describe('the stylesheet of a colour', () => {
  it('is CSS with the colour for light and dark, leaves forced colours alone, and is cached', async () => {
    const { status, headers, text } = await fetchLogo('/assets/accent-ffe94d.css')
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=86400',
    ])
    expect(text).toMatch(/^@media \(forced-colors: none\) \{\n:root, \.in-light \{.*\n\}\n$/s)
    expect(text).toContain('.in-dark { --accent: #ffe94d; --accent-ink: #101513; --accent-soft: #')
  })

  it.each([
    'FFE94D',
    'ffe94',
    'ffe94dd',
    'ffe94g',
    '%66fe94d',
    'ffe94d%20',
    '',
    'red',
    'ffe94d;',
    'ｆｆｅ94ｄ',
  ])('exists for six hex digits only, not for %j', async (digits) => {
    const { status } = await fetchLogo(`/assets/accent-${encodeURI(digits).replace('%25', '%')}.css`)
    expect(status).toBe(404)
  })
})

describe('a token', () => {
  it('sets the appearance of its own workspace and no other', async () => {
    const { person } = await makeEnrolledPerson('Eve')
    const own = await makeWorkspace(origin.url, [[person, 'owner']])
    const { body } = await api('POST', `/workspaces/${own.slug}/tokens`, { name: 'ci', expires_in_days: 1 })
    const token = body.token as string
    const chosen = { display_name: 'Eve’s', accent: '#b5179e' }
    expect((await api('PUT', appearanceOf(own), chosen, { token })).status).toBe(200)
    expect((await api('PUT', logoOf(own), imageOf('png'), { ...PNG, token })).status).toBe(200)
    const before = await digestRows()
    expectProblem(await api('GET', appearanceOf(acme), undefined, { token }), 404, 'not_found')
    expectProblem(await api('PUT', appearanceOf(acme), chosen, { token }), 404, 'not_found')
    expectProblem(await api('PUT', logoOf(acme), imageOf('png'), { ...PNG, token }), 404, 'not_found')
    expectProblem(await api('DELETE', logoOf(acme), undefined, { token }), 404, 'not_found')
    expect(await digestRows()).toEqual(before)
  })
})
