// Loaded into programs that run on Node. Names below localhost are this machine, as browsers and curl know.
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'

const { lookup } = dns
dns.lookup = (name, ...rest) => lookup(/\.localhost$/.test(name) ? '127.0.0.1' : name, ...rest)
syncBuiltinESMExports()
