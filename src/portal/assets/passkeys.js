// Makes and uses passkeys: asks for options, runs the browser's ceremony, and posts the result with the form,
// so that cookies and redirects work as for every other form. Starts nothing without a click. It is a plain
// script and not a module, so that it can read its words from the element that loads it. The block keeps its
// names apart from those of sallyport.js.

'use strict'
{
  const words = document.currentScript.dataset
  const isSupported = Boolean(globalThis.PublicKeyCredential && navigator.credentials?.create)

  /** A failure whose message is for the person. */
  class Told extends Error {}

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    )
  const toText = (bytes) =>
    btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
  const listed = (credentials = []) =>
    credentials.map((credential) => ({ ...credential, id: toBytes(credential.id) }))

  // The fallbacks are for browsers before 2025 (WebAuthn Level 3, sections 5.1.8 and 5.1.9).
  const parseCreation = (options) =>
    PublicKeyCredential.parseCreationOptionsFromJSON?.(options) ?? {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: listed(options.excludeCredentials),
    }
  const parseRequest = (options) =>
    PublicKeyCredential.parseRequestOptionsFromJSON?.(options) ?? {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: listed(options.allowCredentials),
    }

  const RESPONSE_FIELDS = [
    'clientDataJSON',
    'attestationObject',
    'authenticatorData',
    'signature',
    'userHandle',
  ]

  const writeResponse = (response) => ({
    ...Object.fromEntries(
      RESPONSE_FIELDS.filter((name) => response[name]).map((name) => [name, toText(response[name])]),
    ),
    ...(response.getTransports ? { transports: response.getTransports() } : {}),
  })

  // Some password managers give a credential whose `toJSON` is missing, or fails.
  const toJson = (credential) => {
    try {
      return JSON.stringify(credential.toJSON())
    } catch {
      const { id, type, authenticatorAttachment } = credential
      const clientExtensionResults = credential.getClientExtensionResults?.() ?? {}
      const response = writeResponse(credential.response)
      return JSON.stringify({
        id,
        rawId: id,
        type,
        authenticatorAttachment,
        clientExtensionResults,
        response,
      })
    }
  }

  /**
   * Fetches new options for each attempt, because a challenge is good once and for five minutes. Returns null
   * if the answer leads to another page, for example because the session has ended.
   */
  const askForOptions = async (form) => {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value })
    const answer = await fetch(form.dataset.options, { method: 'POST', body }).catch(() => {
      throw new Told(words.unreachable)
    })
    const said = await answer.json().catch(() => ({}))
    if (answer.ok && said.challenge) return said
    if (said.url && new URL(said.url).origin === location.origin) {
      location.assign(said.url)
      return null
    }
    throw new Told(said.detail ?? words.failed)
  }

  const ceremonies = {
    add: {
      field: 'credential',
      run: (options) => navigator.credentials.create({ publicKey: parseCreation(options) }),
      words: { NotAllowedError: words.notAdded, InvalidStateError: words.alreadyHere },
    },
    use: {
      field: 'assertion',
      run: (options) => navigator.credentials.get({ publicKey: parseRequest(options) }),
      words: { NotAllowedError: words.notUsed },
    },
  }

  const FAILURES = {
    SecurityError: words.notAllowed,
    NotSupportedError: words.unable,
    ConstraintError: words.unable,
  }

  // Browsers report a cancelled and an expired dialog alike, so the time tells them apart.
  const explain = (error, ceremony, isLate) => {
    if (error instanceof Told) return error.message
    const name = error.name === 'AbortError' ? 'NotAllowedError' : error.name
    if (name === 'NotAllowedError' && isLate) return words.timedOut
    return ceremony.words[name] ?? FAILURES[name] ?? words.failed
  }

  const prove = async (form, tell) => {
    const ceremony = ceremonies[form.dataset.passkey]
    let endsAt = Number.POSITIVE_INFINITY
    try {
      tell(words.waiting)
      const options = await askForOptions(form)
      if (options === null) return true
      if (options.timeout) endsAt = performance.now() + options.timeout
      const credential = await ceremony.run(options)
      tell(words.sending)
      form.elements[ceremony.field].value = toJson(credential)
      form.submit()
      return true
    } catch (error) {
      tell(explain(error, ceremony, performance.now() >= endsAt), true)
      return false
    }
  }

  const enhance = (form) => {
    const button = form.querySelector('button')
    const status = form.querySelector('[role=status]')
    const result = form.elements[ceremonies[form.dataset.passkey].field]
    const tell = (text, isFailure = false) => {
      status.textContent = text
      status.classList.toggle('alert', isFailure)
    }
    let isBusy = false
    const setBusy = (isNow) => {
      isBusy = isNow
      button.setAttribute('aria-disabled', String(isNow))
    }
    const release = () => {
      setBusy(false)
      tell('')
      result.value = ''
    }
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (isBusy) return
      setBusy(true)
      // A result that was sent leads to another page, unless the person stops the browser.
      if (await prove(form, tell)) setTimeout(release, 10_000)
      else setBusy(false)
    })
    // The Back button may return to this page as it was left, with a result that was already sent.
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted || !isBusy) release()
    })
  }

  // Tells password managers which passkeys still work, so that they stop offering removed ones.
  const signal = async () => {
    const { accepted } = document.querySelector('[data-accepted]')?.dataset ?? {}
    if (!accepted) return
    try {
      await PublicKeyCredential.signalAllAcceptedCredentials?.(JSON.parse(accepted))
    } catch {
      // The manager keeps a passkey that no longer works. The server refuses it.
    }
  }

  if (isSupported) {
    for (const shown of document.querySelectorAll('[data-with-passkeys]')) shown.hidden = false
    for (const form of document.querySelectorAll('form[data-passkey]')) enhance(form)
    // Must not take the focus from a field that needs a correction.
    if (document.activeElement === document.body) document.querySelector('[data-passkey-first]')?.focus()
    signal()
  } else {
    for (const shown of document.querySelectorAll('[data-without-passkeys]')) shown.hidden = false
  }
}
