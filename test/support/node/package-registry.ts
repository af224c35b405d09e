// The smallest registry that `npm install` accepts.

import { gzipSync } from 'node:zlib'

export interface Served {
  readonly type: string
  readonly body: string | Buffer
}

/**
 * Returns what a registry at `base` serves for one package without dependencies: its document at the encoded
 * name, as npm asks for it, and its only version.
 */
export function packageFiles(base: string, name: string): ReadonlyMap<string, Served> {
  const { pathname } = new URL(base)
  const tarball = `${name}/-/package-1.0.0.tgz`
  const manifest = { name, version: '1.0.0', dist: { tarball: `${base}${tarball}` } }
  const document = { name, 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': manifest } }
  return new Map<string, Served>([
    [`${pathname}${name.replace('/', '%2f')}`, { type: 'application/json', body: JSON.stringify(document) }],
    [
      `${pathname}${tarball}`,
      { type: 'application/octet-stream', body: packed(JSON.stringify({ name, version: '1.0.0' })) },
    ],
  ])
}

/** Packs one file, `package/package.json`, as a gzipped tar archive (POSIX ustar). */
function packed(text: string): Buffer {
  const header = Buffer.alloc(512)
  header.write('package/package.json', 0)
  header.write('0000644\0', 100)
  header.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        0', 148) // the checksum counts as spaces; then the type of a file
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const content = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512)
  content.write(text)
  return gzipSync(Buffer.concat([header, content, Buffer.alloc(1024)]))
}
