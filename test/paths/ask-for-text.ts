// Asks a server on this machine for a path exactly as it is spelled. `fetch` would parse it first.

import { type Agent, request } from 'node:http'

export function askForText(
  agent: Agent,
  address: string,
  path: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const [host, port] = address.split(':')
  return new Promise((resolve, reject) => {
    const asked = request({ agent, host, port, path }, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('latin1') }),
      )
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end()
  })
}
