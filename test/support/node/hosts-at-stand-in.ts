// Loaded before the deployment: the public hosts that it asks are the stand-in's, and it has no patience for a second time.

const standIn = process.env.STAND_IN
const fetchThere = globalThis.fetch
const now = Date.now
let asked = 0

Date.now = () => now() + asked * 600_000

globalThis.fetch = (input, init) => {
  const url = new URL(String(input))
  if (url.protocol !== 'https:') return fetchThere(input, init)
  asked += 1
  return fetchThere(`${standIn}/hosts/${url.host}${url.pathname}`, init)
}
