// Optional enhancements. Every page works without this file, and each enhancement works if another fails. It
// is a plain script and not a module, so that it can read its words from the element that loads it.

'use strict'
const words = document.currentScript.dataset
const { lang } = document.documentElement
// Some browsers report invalid language tags, such as en-US@posix, and then throw when they are used.
const isTag = (tag) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
const locale = navigator.languages.find((tag) => tag.startsWith(lang) && isTag(tag)) ?? lang
const yourTime = (at, dateStyle) =>
  `${at.toLocaleString(locale, { dateStyle, timeStyle: 'short' })} ${words.yourTime}`
// Adds the local time; nothing if it equals UTC. Isolates it with <bdi>, because the surrounding text
// direction would reorder its figures.
const besideUtc = (before, at) => {
  if (at.getTimezoneOffset() === 0) return []
  const apart = document.createElement('bdi')
  apart.textContent = yourTime(at, 'medium')
  return [before, apart]
}

const localTimes = () => {
  for (const time of document.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime)
    if (Number.isNaN(at.getTime())) continue
    if (time.hasAttribute('data-local')) time.after(...besideUtc(' · ', at))
    time.title = yourTime(at, 'full')
  }
}

const copying = () => {
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = !navigator.clipboard
    const label = button.textContent
    button.addEventListener('click', async () => {
      const source = document.getElementById(button.dataset.copy)
      try {
        // biome-ignore lint/performance/useDomNodeTextContent: what a reader sees
        await navigator.clipboard.writeText((source.value ?? source.innerText).trim())
        button.textContent = words.copied
      } catch {
        button.textContent = words.notCopied
      }
      setTimeout(() => {
        button.textContent = label
      }, 2000)
    })
  }
}

// Shows typed passwords on demand. Must hide them before the form is sent. Otherwise the browser would
// remember them like the text of any other field.
const shownPasswords = () => {
  for (const button of document.querySelectorAll('[data-show-passwords]')) {
    const fields = button.form.querySelectorAll('[type=password]')
    const show = (isShown) => {
      for (const field of fields) field.type = isShown ? 'text' : 'password'
      button.setAttribute('aria-pressed', String(isShown))
    }
    button.hidden = false
    button.addEventListener('click', () => show(button.getAttribute('aria-pressed') === 'false'))
    button.form.addEventListener('submit', () => show(false))
  }
}

const printing = () => {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}

// Submits a code as soon as it has all of the app's digits. Until then a typing mistake can still be corrected.
const wholeCodes = () => {
  for (const form of document.querySelectorAll('form[data-code-form]')) {
    const field = form.elements.code
    field.addEventListener('input', () => {
      const bare = field.value.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}._]/gu, '')
      if (/^\p{Nd}+$/u.test(bare) && bare.length >= form.dataset.codeForm && !form.dataset.sent) {
        form.dataset.sent = 'yes'
        form.requestSubmit()
      }
    })
  }
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
  })
}

// Selects a refused code in its field. Typing replaces it; the arrow keys or a click keep it for correction.
const refusedCodes = () => {
  const field = document.querySelector('input.code[aria-invalid]')
  if (!field || field.value === '') return
  field.focus()
  field.select()
}

// Counts a wait down. Screen readers announce its end, but not each second.
const countdowns = () => {
  for (const timer of document.querySelectorAll('[data-countdown]')) {
    const until = Date.now() + timer.dataset.countdown * 1000
    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000)
      if (left <= 0) {
        timer.parentElement.textContent = timer.dataset.over
        return
      }
      const [unit, length] = left >= 7200 ? ['hour', 3600] : left >= 120 ? ['minute', 60] : ['second', 1]
      const format = new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' })
      timer.textContent = format.format(Math.ceil(left / length))
      setTimeout(tick, 1000)
    }
    tick()
  }
}

// Adds this page's fragment, such as #/report/7, to the addresses that lead back. Browsers keep a fragment
// over redirects to this page, but never send it, and forms and links would drop it. Must follow only
// addresses that the server wrote, and never go to a provider. Otherwise another site would learn the
// fragment.
const fragments = () => {
  const { hash } = location
  if (hash === '' || hash === document.querySelector('.skip').hash) return
  for (const field of document.querySelectorAll('form [name=return_to]')) {
    const { form } = field
    form.setAttribute('action', form.getAttribute('action') + hash)
  }
  for (const link of document.querySelectorAll('a[href*="return_to="]')) {
    if (!link.pathname.startsWith('/sign-in/with/')) link.hash = hash
  }
}

// Warns before leaving a page whose recovery codes are not confirmed as saved. They are shown only once.
const unsavedCodes = () => {
  const unsaved = document.querySelector('form[data-unsaved]')
  if (!unsaved) return
  const warn = (event) => event.preventDefault()
  addEventListener('beforeunload', warn)
  unsaved.addEventListener('submit', () => removeEventListener('beforeunload', warn))
}

// Prevents a second click from sending a form twice.
const singleRequests = () => {
  for (const form of document.querySelectorAll('form[method=post]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.submitting) return event.preventDefault()
      form.dataset.submitting = 'yes'
      setTimeout(() => {
        delete form.dataset.submitting
      }, 5000)
    })
  }
}

// Keeps the colour picker and the text field equal.
const colours = () => {
  for (const picker of document.querySelectorAll('[data-fills]')) {
    const field = picker.form.elements[picker.dataset.fills]
    const show = () => {
      if (/^#[0-9a-f]{6}$/i.test(field.value)) picker.value = field.value
    }
    show()
    picker.hidden = false
    picker.addEventListener('input', () => {
      field.value = picker.value
    })
    field.addEventListener('input', show)
  }
}

// Shows what saving would do, in each form of a policy.
const effectsOfSaving = () => {
  for (const effect of document.querySelectorAll('output[data-effects]')) effectOfSaving(effect)
}

const effectOfSaving = (effect) => {
  const effects = JSON.parse(effect.dataset.effects)
  const form = effect.closest('form')
  const preview = form.querySelector('[data-preview]')
  const save = form.querySelector('[data-save]')
  if (preview) preview.hidden = true
  const show = () => {
    const { enforced, grace_days: timing, applies_to: among, confirmed } = form.elements
    const choice = enforced.checked ? `${timing.value} ${among.value}` : 'off'
    const { sentence, at, blocks, button } = effects[choice]
    effect.classList.toggle('blocking', blocks > 0)
    confirmed.value = blocks
    save.textContent = button
    effect.replaceChildren(sentence, ...(at ? besideUtc(document.createElement('br'), new Date(at)) : []))
  }
  // Browsers restore earlier choices when a person returns to the page.
  addEventListener('pageshow', show)
  form.addEventListener('change', show)
}

for (const enhance of [
  localTimes,
  copying,
  shownPasswords,
  printing,
  wholeCodes,
  refusedCodes,
  countdowns,
  fragments,
  unsavedCodes,
  singleRequests,
  colours,
  effectsOfSaving,
]) {
  try {
    enhance()
  } catch (error) {
    reportError(error)
  }
}
