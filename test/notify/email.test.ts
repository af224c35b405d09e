import { expect, it } from 'vitest'
import { type Envelope, sendEmail } from '../../src/notify/email.ts'

const ENVELOPE: Envelope = {
  noticeId: 'n',
  from: { email: 'security@acme.example', name: 'Acme' },
  to: 'ada@acme.example',
  replyTo: null,
}

/** Returns the message that the binding receives. */
async function sent(envelope: Envelope, subject: string): Promise<EmailMessageBuilder | undefined> {
  const messages: EmailMessageBuilder[] = []
  const binding = {
    send: async (message: EmailMessageBuilder) => {
      messages.push(message)
      return { messageId: '' }
    },
  } as SendEmail
  await sendEmail(binding, envelope, { language: 'en', subject, text: '', html: '' })
  return messages[0]
}

it.each([
  ['Acme =?utf-8?q?Sallyport?= requires', 'Acme = ?utf-8?q?Sallyport?= requires'],
  ['==??=?', '== ??= ?'],
  ['=\u0000?=\r\n?utf-8?b?eA==?=', '= ?= ?utf-8?b?eA== ?='],
  ['Acme\r\nBcc: eve@x.example\u0085\u2028x\u007f', 'Acme Bcc: eve@x.example x'],
  ['\u2068Zoë\u2069 = ? 二', '\u2068Zoë\u2069 = ? 二'],
])('a subject is one line, and cannot begin an encoded word: %j', async (subject, expected) => {
  expect((await sent(ENVELOPE, subject))?.subject).toBe(expected)
})

it('every domain in a mail is in A-labels, and the part before it is unchanged', async () => {
  const envelope = {
    ...ENVELOPE,
    from: { email: 'sicherheit@bücher.example', name: 'Bücher' },
    to: 'Zoë@Bücher.example',
    replyTo: 'hilfe@例え.example',
  }
  expect(await sent(envelope, 'Hello')).toMatchObject({
    from: { email: 'sicherheit@xn--bcher-kva.example', name: 'Bücher' },
    to: 'Zoë@xn--bcher-kva.example',
    replyTo: 'hilfe@xn--r8jz45g.example',
  })
})
