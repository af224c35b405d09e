import { type Command, InvalidArgumentError } from 'commander'
import { type KeyPair, makeKeyPair, personClaims } from '../check-origin/assertions.ts'
import { startIssuer } from '../check-origin/issuer.ts'
import { judge, judgeControl, type Verdict } from '../check-origin/judge.ts'
import { findPublishedKey } from '../check-origin/published-key.ts'
import { type Trial, trialsWithKey, trialsWithoutKey } from '../check-origin/trials.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { Failure } from '../failure.ts'
import { counted, table } from '../text.ts'

interface Options {
  readonly issuer: string
  readonly audience: string
  readonly live?: true
}

const EXAMPLES = `
Start the origin on this machine with the issuer http://127.0.0.1:9901 in place of the portal. The command
serves a key of its own there, signs a good assertion and many bad ones, and sends them. Nothing else may
listen at that address.

With --live the issuer is the real portal. Only assertions that need no key are sent, so there is no control.

Examples:
  $ sallyport check-origin http://127.0.0.1:8080/ --issuer http://127.0.0.1:9901 --audience https://acme.example.com
  $ sallyport check-origin https://acme-origin.example.net/ --issuer https://auth.example.com \\
      --audience https://acme.example.com --live
`

export function addCheckOrigin(program: Command, act: Act): void {
  program
    .command('check-origin')
    .description('try whether an origin refuses what it must refuse')
    .argument('<url>', 'a page of the origin that a member can open', parseUrl)
    .requiredOption('--issuer <origin>', 'the issuer that the origin accepts', parseWebOrigin)
    .requiredOption('--audience <origin>', 'the audience that the origin accepts', parseWebOrigin)
    .option('--live', 'send only what needs no key of the issuer')
    .addHelpText('after', EXAMPLES)
    .action(
      act(async (context, url: URL, { live, ...ends }: Options) => {
        const check = live ? checkLive : checkWithKey
        return outcomeOf(context, url, await check(context, url, ends))
      }),
    )
}

const nowSeconds = () => Math.floor(Date.now() / 1000)

async function checkWithKey({ say }: Context, url: URL, ends: Omit<Options, 'live'>): Promise<Verdict[]> {
  const [key, stranger] = await Promise.all([makeKeyPair(), makeKeyPair()])
  const issuer = await startIssuer(ends.issuer, key)
  try {
    const now = nowSeconds()
    const good = await key.sign(personClaims(ends, now))
    const control = await judgeControl(url, good, { isAsked: issuer.isAsked, say })
    // If the origin refuses a valid assertion, its other refusals prove nothing: an origin that is down
    // refuses everything, too.
    if (!control.ok) return [control]
    const published = { kid: key.kid, jwk: key.publicJwk, pem: key.publicPem }
    const verdicts = await judgeAll(url, [
      ...(await trialsWithoutKey(ends, { stranger, published, now })),
      ...(await trialsWithKey(ends, { key, good, now })),
    ])
    const again = await judgeControl(url, good, { isAsked: issuer.isAsked, say })
    return [again, ...verdicts]
  } finally {
    await issuer.close()
  }
}

async function checkLive({ say }: Context, url: URL, ends: Omit<Options, 'live'>): Promise<Verdict[]> {
  const stranger: KeyPair = await makeKeyPair()
  const published = await findPublishedKey(ends.issuer)
  if (!published)
    say(`The keys of ${ends.issuer} could not be read, so HS256 with one of them is not tried.\n`)
  return judgeAll(url, await trialsWithoutKey(ends, { stranger, published, now: nowSeconds() }))
}

async function judgeAll(url: URL, trials: readonly Trial[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const trial of trials) verdicts.push(await judge(url, trial))
  return verdicts
}

function outcomeOf({ terminal, isJson }: Context, url: URL, checks: readonly Verdict[]): Outcome {
  const wrong = checks.filter(({ ok }) => !ok)
  const rows = checks.map(({ title, ok, expected, problem, status }) => [
    ok ? 'ok' : 'WRONG',
    title,
    problem ?? expected,
    status,
  ])
  const text = table(['', 'SENT', 'ANSWER', 'STATUS'], rows)
  const value = { url: url.href, ok: wrong.length === 0, checks }
  if (wrong.length === 0) return { value, text }
  if (!isJson) terminal.print(text)
  const message = `${counted(wrong.length, 'answer')} of ${url.href} ${wrong.length === 1 ? 'is' : 'are'} wrong.`
  throw new Failure(message, { code: 'origin_admits', beside: value })
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url
  throw new InvalidArgumentError('It must be a URL such as https://acme-origin.example.net/.')
}

function parseWebOrigin(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null'
  if (origin !== 'null' && (text === origin || text === `${origin}/`)) return origin
  throw new InvalidArgumentError('It must be a web origin such as https://acme.example.com, without a path.')
}
