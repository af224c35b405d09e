// Enhancements only: every page works without this file, and each works where another fails. Served as it is, and not as a
// module: words come with the element that loads it.

'use strict'
const words = document.currentScript.dataset
const { lang } = document.documentElement
// Some browsers tell what is no tag of a language, such as en-US@posix, and then take it from nobody.
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
// Apart from the words around it, which would order its figures by their own direction; nothing where UTC says the same.
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

// A second look at what is typed. It is hidden again before it is sent: browsers remember what is typed into other fields.
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

// A whole code of six digits needs no further key; a slip can still be mended before it is complete.
const wholeCodes = () => {
  for (const form of document.querySelectorAll('form[data-code-form]')) {
    const field = form.elements.code
    field.addEventListener('input', () => {
      const bare = field.value.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}._]/gu, '')
      if (/^\p{Nd}{6}$/u.test(bare) && !form.dataset.sent) {
        form.dataset.sent = 'yes'
        form.requestSubmit()
      }
    })
  }
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
  })
}

// A refused code stays in its field, selected: typing replaces it, the arrow keys and a click keep it for mending.
const refusedCodes = () => {
  const field = document.querySelector('input.code[aria-invalid]')
  if (!field || field.value === '') return
  field.focus()
  field.select()
}

// What is left of a wait; that it is over is announced, the seconds are not.
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

// Where somebody is going may have a fragment, such as #/report/7. Browsers carry it over redirects to this page and never
// send it; forms and links of this page would drop it. It only ever follows an address that the server wrote. Providers are
// other people's pages: it does not go there.
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

// Codes that are shown once, and not yet confirmed as saved.
const unsavedCodes = () => {
  const unsaved = document.querySelector('form[data-unsaved]')
  if (!unsaved) return
  const warn = (event) => event.preventDefault()
  addEventListener('beforeunload', warn)
  unsaved.addEventListener('submit', () => removeEventListener('beforeunload', warn))
}

// One click, one request.
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

// A colour that is picked is written, and one that is written is shown.
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

const effectOfSaving = () => {
  const effect = document.querySelector('output[data-effects]')
  if (!effect) return
  const effects = JSON.parse(effect.dataset.effects)
  const form = effect.closest('form')
  const preview = form.querySelector('[data-preview]')
  const save = form.querySelector('[data-save]')
  if (preview) preview.hidden = true
  const show = () => {
    const timing = form.elements.grace_days
    const { sentence, at, blocks, button } = effects[form.elements.enforced.checked ? timing.value : 'off']
    effect.classList.toggle('blocking', blocks > 0)
    form.elements.confirmed.value = blocks
    save.textContent = button
    effect.replaceChildren(sentence, ...(at ? besideUtc(document.createElement('br'), new Date(at)) : []))
  }
  // A browser that comes back to the page fills in what was chosen before.
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
  effectOfSaving,
]) {
  try {
    enhance()
  } catch (error) {
    reportError(error)
  }
}
