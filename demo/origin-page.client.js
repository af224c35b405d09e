// Runs the two live parts of the page. The gate may refuse each request; the page then shows the gate's
// answer.
;(() => {
  const find = (id) => document.getElementById(id)
  const ask = find('ask')
  if (!ask) return

  ask.addEventListener('click', async () => {
    const output = find('answer')
    output.textContent = 'Asking …'
    try {
      const response = await fetch('/api/whoami')
      const body = await response.json()
      output.textContent = JSON.stringify(body, null, 2)
      const cure = body.sign_in_url ?? body.enroll_url
      if (!response.ok && /^https?:/.test(cure)) output.append('\n', linkTo(cure))
    } catch {
      output.textContent = 'No answer.'
    }
  })

  function linkTo(url) {
    const link = document.createElement('a')
    link.href = url
    link.textContent = 'Continue at the portal'
    return link
  }

  let socket = null
  find('echo').addEventListener('submit', async (event) => {
    event.preventDefault()
    const output = find('echoed')
    try {
      if (socket?.readyState !== WebSocket.OPEN) socket = await openSocket(output)
      socket.send(find('message').value)
    } catch {
      output.textContent = 'The socket was refused. Reload the page to sign in again.'
    }
  })

  function openSocket(output) {
    return new Promise((resolve, reject) => {
      const opening = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/echo`)
      opening.onopen = () => resolve(opening)
      opening.onerror = reject
      opening.onmessage = ({ data }) => {
        output.textContent = `Received: ${data}`
      }
    })
  }
})()
