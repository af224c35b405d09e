// Loaded before the deployment. Sends requests for public hosts to the stand-in. Each request moves the clock
// by ten minutes, so that waiting ends after the first attempt.

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
