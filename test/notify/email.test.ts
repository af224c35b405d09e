import { expect, it } from 'vitest'
import { sendEmail } from '../../src/notify/email.ts'

/** The subject, as the binding is given it. */
async function subjectSent(subject: string): Promise<string> {
  const sent: string[] = []
  const binding = {
    send: async (message: EmailMessageBuilder) => {
      sent.push(message.subject)
      return { messageId: '' }
    },
  } as SendEmail
  const from = { email: 'security@acme.example', name: 'Acme' }
  const envelope = { noticeId: 'n', from, to: 'ada@acme.example', replyTo: null }
  await sendEmail(binding, envelope, { language: 'en', subject, text: '' })
  return sent.join()
}

it.each([
  ['Acme =?utf-8?q?Sallyport?= requires', 'Acme = ?utf-8?q?Sallyport?= requires'],
  ['==??=?', '== ??= ?'],
  ['=\u0000?=\r\n?utf-8?b?eA==?=', '= ?= ?utf-8?b?eA== ?='],
  ['Acme\r\nBcc: eve@x.example\u0085\u2028x\u007f', 'Acme Bcc: eve@x.example x'],
  ['\u2068Zoë\u2069 = ? 二', '\u2068Zoë\u2069 = ? 二'],
])('a subject is one line, and no encoded word begins in it: %j', async (subject, sent) => {
  expect(await subjectSent(subject)).toBe(sent)
})
