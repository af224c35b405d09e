// The origin of every subject. It sends a fixed answer to each request, as cheaply as Node can. It only looks
// for the end of a request's head, which is enough for requests without a body.

import { createServer } from 'node:net'

const ANSWER = Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n')
const END_OF_HEAD = '\r\n\r\n'

const server = createServer((socket) => {
  let tail = ''
  socket.setNoDelay(true)
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    tail += chunk
    for (let at = tail.indexOf(END_OF_HEAD); at >= 0; at = tail.indexOf(END_OF_HEAD)) {
      tail = tail.slice(at + END_OF_HEAD.length)
      socket.write(ANSWER)
    }
  })
  socket.on('error', () => socket.destroy())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.send?.(address.port)
})
process.on('disconnect', () => process.exit())
