// Relays a WebSocket between a browser and an origin, so that the edge can end it.
//
// Bytes, order and the kind of each message stay the same. A close is passed on with its code and reason, and
// completes when the other side has answered it. The platform has no backpressure here: messages to a side that
// reads slowly are kept in memory.

export interface RelayedSocket {
  /** The answer for the browser. */
  readonly response: Response
  /** True once either side has closed, or `end` was called. */
  readonly isOver: () => boolean
  /** Closes both sides. No message passes after that, whatever the two sides do. */
  readonly end: (code: number, reason: string) => void
}

/** Sent if the other side vanished without a close (RFC 6455, section 7.4.1; code 1014 is of the IANA registry). */
const BROWSER_VANISHED = 1001
const ORIGIN_VANISHED = 1014

/** `switched` is the origin's answer with status 101, and `origin` its WebSocket. */
export function relaySocket(switched: Response, origin: WebSocket): RelayedSocket {
  const { 0: forBrowser, 1: browser } = new WebSocketPair()
  let isOver = false
  const passOn = (from: WebSocket, to: WebSocket, codeIfVanished: number) => {
    // Otherwise binary messages would come as blobs, which can't be sent before they are read.
    Object.assign(from, { binaryType: 'arraybuffer' })
    from.addEventListener('message', ({ data }) => {
      if (!isOver) quietly(() => to.send(data))
    })
    from.addEventListener('close', ({ code, reason }) => {
      isOver = true
      if (code === NO_STATUS) quietly(() => to.close())
      else if (isSendable(code)) close(to, code, reason)
      else close(to, codeIfVanished, '')
    })
    from.addEventListener('error', () => {
      isOver = true
      close(to, codeIfVanished, '')
    })
  }
  passOn(browser, origin, BROWSER_VANISHED)
  passOn(origin, browser, ORIGIN_VANISHED)
  // Half open: a side's close is answered with the other side's, not by the platform at once.
  browser.accept({ allowHalfOpen: true })
  origin.accept({ allowHalfOpen: true })
  return {
    response: new Response(null, { status: 101, webSocket: forBrowser, headers: headersFrom(switched) }),
    isOver: () => isOver,
    end(code, reason) {
      isOver = true
      close(browser, code, reason)
      close(origin, code, reason)
    },
  }
}

/** No code was sent with the close. */
const NO_STATUS = 1005

const close = (to: WebSocket, code: number, reason: string): void => quietly(() => to.close(code, reason))

/** Codes that a frame may carry (RFC 6455, section 7.4.1). */
const isSendable = (code: number): boolean =>
  code >= 1000 && code <= 4999 && ![1004, 1005, 1006, 1015].includes(code)

/** A side may have closed at this moment. Then there is nobody to tell. */
function quietly(act: () => void): void {
  try {
    act()
  } catch {}
}

/** The extensions were agreed between edge and origin only. */
function headersFrom({ headers }: Response): Headers {
  const kept = new Headers(headers)
  for (const name of ['sec-websocket-extensions', 'sec-websocket-accept']) kept.delete(name)
  return kept
}
