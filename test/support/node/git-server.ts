// Serves git repositories over HTTP with git's own CGI program (git-http-backend).

import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Answers a request to a repository below `root`. The request's path must begin with `prefix`. */
export function answerGit(root: string, prefix: string, req: IncomingMessage, res: ServerResponse): void {
  const { pathname, search } = new URL(req.url ?? '', 'http://origin')
  const { PATH = '' } = process.env
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: req.method,
      PATH_INFO: decodeURIComponent(pathname.slice(prefix.length)),
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: req.headers['content-type'] ?? '',
      // A body in chunks has none. Then git reads to its end.
      CONTENT_LENGTH: req.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: req.headers['content-encoding'] ?? '',
      HTTP_GIT_PROTOCOL: String(req.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'service', // git takes a push only from somebody who is named
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  req.pipe(backend.stdin)
  backend.stdin.on('error', () => {})
  passOn(backend.stdout, res)
}

/** Reads the header lines of a CGI program, then pipes its body. */
function passOn(output: NodeJS.ReadableStream, res: ServerResponse): void {
  let head = Buffer.alloc(0)
  const read = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    output.off('data', read)
    const lines = head.subarray(0, end).toString('latin1').split('\r\n')
    const headers = lines.map((line) => line.split(/: */, 2) as [string, string])
    const status = headers.find(([name]) => name === 'Status')?.[1]
    for (const [name, value] of headers) if (name !== 'Status') res.setHeader(name, value)
    res.statusCode = Number.parseInt(status ?? '200', 10)
    res.write(head.subarray(end + 4))
    output.pipe(res)
  }
  output.on('data', read)
  output.on('end', () => res.headersSent || res.writeHead(502).end())
}
