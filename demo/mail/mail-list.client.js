// Adds mails to the list as they arrive. Rows that are there stay, so that focus and reading position do too.
;(() => {
  const list = document.querySelector('#mails[data-watch]')
  if (!list) return

  const EVERY_MS = 2000
  let isAsking = false

  async function look() {
    if (document.hidden || isAsking) return
    isAsking = true
    try {
      const answer = await fetch('/')
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      add([...page.querySelectorAll('#mails > li')].filter(({ id }) => !document.getElementById(id)))
    } catch {
      // The server has stopped. The next start may use the same address.
    } finally {
      isAsking = false
    }
  }

  function add(rows) {
    if (rows.length === 0) return
    list.prepend(...rows)
    document.getElementById('none').hidden = true
    document.getElementById('news').textContent =
      rows.length === 1 ? '1 new mail has arrived.' : `${rows.length} new mails have arrived.`
  }

  setInterval(look, EVERY_MS)
  document.addEventListener('visibilitychange', look)
})()
