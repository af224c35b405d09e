// Images of 12 by 8 pixels, written by sharp 0.34 (libvips; libpng, MozJPEG, libwebp).

const REAL = {
  png: 'iVBORw0KGgoAAAANSUhEUgAAAAwAAAAICAMAAAD6Ou7DAAAAIVBMVEX///8lY+tLfu6hvPagu/b4+v5Kfe5Lf++ivPafuvb3+f5RcLYpAAAACXBIWXMAAAsTAAALEwEAmpwYAAAANUlEQVQImU3MSQoAIBADwXYWt/8/WIIOmENIXUL7gmq4W2EkpCRMgHhwYT1Ywu51YBHaF5UDIKUAoo4OaG4AAAAASUVORK5CYII=',
  jpeg: '/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIAAwDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAME/8QAHxAAAgECBwAAAAAAAAAAAAAAERIAFFEBAgMFIUFh/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xAAXEQEBAQEAAAAAAAAAAAAAAAABABEh/9oADAMBAAIRAxEAPwCu2US6lUG6a3kxZg2KlTwbREqBisReX//Z',
  'progressive jpeg':
    '/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wgARCAAIAAwDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAID/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwT/2gAMAwEAAhADEAAAAaxKh//EABYQAAMAAAAAAAAAAAAAAAAAAAMQEv/aAAgBAQABBQIcL//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQMBAT8Bf//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQIBAT8Bf//EABYQAAMAAAAAAAAAAAAAAAAAAAEQEv/aAAgBAQAGPwI0v//EABkQAAMAAwAAAAAAAAAAAAAAAAAhMQFBYf/aAAgBAQABPyFW3pmqH//aAAwDAQACAAMAAAAQh//EABYRAQEBAAAAAAAAAAAAAAAAAAEAIf/aAAgBAwEBPxBcv//EABYRAQEBAAAAAAAAAAAAAAAAAAEAEf/aAAgBAgEBPxAMVv/EABkQAAIDAQAAAAAAAAAAAAAAABEhAFFhQf/aAAgBAQABPxDmKYyATMjU/9k=',
  'lossy webp':
    'UklGRkwAAABXRUJQVlA4IEAAAAAwAgCdASoMAAgABUB8JbACdLoAAs3Us3c4EAD9mN28ph8vBH4Mo+aT8WpiTPrPke2wtq0sT44Yx7pJZ9VIgAAA',
  'lossless webp':
    'UklGRmoAAABXRUJQVlA4TF0AAAAvC8ABAFegkI0k6Py1LqdyEl81zLRtU/5UWkZDsssK2rZhzB/x/uY/+PMPsiEAUEvyoG9BTSRJ0Z4DJKADA58CtBATkSPhHZ94iOh/8sUONHMXgrSgSBuG+QfUyQcA',
  'extended webp':
    'UklGRkgAAABXRUJQVlA4WAoAAAAQAAAACwAABwAAQUxQSAoAAAABB1DAiAhERP8DVlA4IBgAAAAwAQCdASoMAAgABUB8JaQAA3AA/vDUoAA=',
  'animated webp':
    'UklGRqwAAABXRUJQVlA4WAoAAAACAAAAAwAAAwAAQU5JTQYAAAD/////AABBTk1GMAAAAAAAAAAAAAMAAAMAAGQAAAJWUDggGAAAADABAJ0BKgQABAABQCYlpAADcAD+/TZoAEFOTUZIAAAAAAAAAAAAAwAAAwAAZAAAAFZQOCAwAAAA1AEAnQEqBAAEAAAAJiWgAnS6AfgAA7AA/vd+L/5BaVy3gD/+JC/EhfiQv/D+AAAA',
} as const
export type RealImage = keyof typeof REAL

/** Returns a copy that a test may change. */
export const imageOf = (kind: RealImage): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(REAL[kind]), (char) => char.charCodeAt(0))

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (char) => char.charCodeAt(0))

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

/** Returns a copy with these bytes at `at`. */
export function patched(image: Uint8Array, at: number, ...bytes: number[]): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(image)
  copy.set(bytes, at)
  return copy
}

/** Returns a PNG chunk. Its checksum is zero, because the edge doesn't read it. */
export function pngChunk(name: string, data: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, data.byteLength)
  return joined(length, bytesOf(name), data, new Uint8Array(4))
}
