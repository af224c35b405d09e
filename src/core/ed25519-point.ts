// Checks that a public key of Ed25519 is a point of the curve (RFC 8032, section 5.1.3).

const P = 2n ** 255n - 19n
const mod = (value: bigint) => ((value % P) + P) % P

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = mod(result * square)
    square = mod(square * square)
  }
  return result
}

const D = mod(-121665n * power(121666n, P - 2n))

/**
 * Returns whether the 32 bytes encode a point. Web Crypto imports bytes that encode none, and then verifies
 * nothing with them.
 */
export function isEd25519Point(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false
  const encoded = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const y = encoded & (2n ** 255n - 1n)
  if (y >= P) return false
  // x² = (y² - 1) / (d·y² + 1) must be a square (Euler's criterion).
  const xSquared = mod((y * y - 1n) * power(mod(D * y * y + 1n), P - 2n))
  return xSquared === 0n || power(xSquared, (P - 1n) / 2n) === 1n
}
