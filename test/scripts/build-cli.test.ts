// The command line as the package has it: without TypeScript, and without its libraries.

import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-package-'))
  execFileSync(process.execPath, ['scripts/build-cli.ts', join(folder, 'dist/cli')])
  mkdirSync(join(folder, 'cli'))
  cpSync('cli/bin.js', join(folder, 'cli/bin.js'))
  cpSync('node_modules/jose', join(folder, 'node_modules/jose'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: string[]) => {
  const { status, stdout } = spawnSync(process.execPath, [join(folder, 'cli/bin.js'), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, SALLYPORT_URL: 'http://127.0.0.1:9', SALLYPORT_TOKEN: 'a-token' },
    cwd: folder,
  })
  return { status, stdout }
}

describe('the command line of the package', () => {
  it('needs no library but jose', () => {
    expect(run('--version')).toMatchObject({ status: 0 })
    writeFileSync(join(folder, 'acme.yaml'), 'workspace: acme\nnmae: Acme\n')
    const wrong = run('apply', 'acme.yaml', '--json')
    expect([wrong.status, JSON.parse(wrong.stdout).error.code]).toEqual([1, 'invalid_file'])
    const ends = ['--issuer', 'https://auth.example.com', '--audience', 'https://acme.example.com']
    const checked = run('check-origin', 'http://127.0.0.1:9/', ...ends, '--json')
    expect([checked.status, JSON.parse(checked.stdout).error.code]).toEqual([2, 'usage'])
  })

  it('has of the edge only rules without I/O, and the hashes of the audit log', () => {
    const built = readFileSync(join(folder, 'dist/cli/main.js'), 'utf8')
    const files = [...built.matchAll(/^\/\/ (src\/\S+)$/gm)].map(([, file = '']) => file)
    expect(files).toContain('src/core/email.ts')
    expect(
      files.filter((file) => !/^src\/(core\/|crypto\/audit-chain|api\/rule-sentences)/.test(file)),
    ).toEqual([])
  })

  it('has the licences of the libraries in it', () => {
    expect(readFileSync(join(folder, 'dist/cli/LICENSES.txt'), 'utf8').match(/^.+(?=\n=+$)/gm)).toEqual([
      'commander',
      'yaml',
      'zod',
    ])
  })
})
