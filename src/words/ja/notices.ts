import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

const intruder = (contact: string) =>
  `心当たりがない場合は、誰かがあなたのアカウントに入っています。パスワードを変更し、「セッション」でほかのすべての場所からサインアウトして、二要素目のリセットを依頼してください。連絡先：${contact}`

const intruderByProvider = (contact: string) =>
  `心当たりがない場合は、誰かがあなたのアカウントに入っています。「セッション」でほかのすべての場所からサインアウトして、二要素目のリセットを依頼してください。連絡先：${contact}`

const notEnrolled = (count: number, members: number): string => `メンバー ${members} 人中 ${count} 人が未設定`

export const notices: Words['notices'] = {
  label: 'お知らせ',
  dismiss: '閉じる',
  dismissAll: 'すべて閉じる',
  dismissThis: (notice) => `閉じる：${notice}`,
  titles: {
    'second_factor.added': 'あなたのアカウントに認証アプリが追加されました',
    'second_factor.replaced': '認証アプリが取り替えられました',
    'second_factor.removed': 'あなたのアカウントの二要素認証がオフになりました',
    'second_factor.reset': 'このプラットフォームの運営者が、あなたの二要素目をリセットしました',
    'authenticator.disabled': `間違ったコードが ${FAILURES_THAT_DISABLE} 回続いたため、認証アプリは使えなくなりました`,
    'recovery_code.used': '回復コードの 1 つが使われました',
    'recovery_codes.regenerated': '回復コードが新しいものに替わりました',
    'password.changed': 'パスワードが変更されました',
    'identity.linked': 'あなたのアカウントにサインイン方法が連携されました',
    'identity.unlinked': 'あなたのアカウントのサインイン方法の連携が解除されました',
  },
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) =>
      `心当たりがない場合は、誰かがあなたのアカウントに入っています。パスワードを変更し、「セッション」でほかのすべての場所からサインアウトして、お問い合わせください。連絡先：${contact}`,
    'second_factor.reset': (contact) =>
      `依頼していない場合は、すぐにお問い合わせください。再び設定するまで、パスワードだけでアカウントを開けます。連絡先：${contact}`,
    'authenticator.disabled': (contact) =>
      `心当たりがない場合は、誰かがあなたのパスワードを知っています。変更してください。回復コードがあれば、まだサインインできます。ない場合の連絡先：${contact}`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `心当たりがない場合は、すぐにお問い合わせください。誰かがあなたのアカウントに入っているかもしれません。以前のパスワードでは、もうアカウントを開けません。連絡先：${contact}`,
    'identity.linked': (contact) =>
      `心当たりがない場合は、誰かがあなたのアカウントへの入り口を作ったのかもしれません。「セキュリティ」で連携を解除し、パスワードを変更し、「セッション」でほかのすべての場所からサインアウトして、お問い合わせください。連絡先：${contact}`,
    'identity.unlinked': (contact) =>
      `心当たりがない場合は、誰かがあなたのアカウントに入っているかもしれません。パスワードを変更し、「セッション」でほかのすべての場所からサインアウトして、お問い合わせください。連絡先：${contact}`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) =>
      `心当たりがない場合は、誰かがあなたのアカウントに入っています。「セッション」でほかのすべての場所からサインアウトして、お問い合わせください。連絡先：${contact}`,
    'second_factor.reset': (contact) =>
      `依頼していない場合は、すぐにお問い合わせください。再び設定するまで、サインインに二要素目は求められません。連絡先：${contact}`,
    'authenticator.disabled': (contact) =>
      `心当たりがない場合は、誰かがコードの手前まであなたとしてサインインできます。サインインに使うアカウントを保護してください。回復コードがあれば、まだサインインできます。ない場合の連絡先：${contact}`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) =>
      `心当たりがない場合は、誰かがあなたのアカウントへの入り口を作ったのかもしれません。「セキュリティ」で連携を解除し、「セッション」でほかのすべての場所からサインアウトして、お問い合わせください。連絡先：${contact}`,
    'identity.unlinked': (contact) =>
      `心当たりがない場合は、誰かがあなたのアカウントに入っているかもしれません。「セッション」でほかのすべての場所からサインアウトして、お問い合わせください。連絡先：${contact}`,
  },
  here: ({ at }) => say`${at}、このブラウザーで`,
  from: ({ at, ip, browser }) => say`${at}、${ip} から（${browser}）`,
  workspaceAt: (workspace, host) => `${workspace}（${host}）`,
  sentences: {
    'enforcement.scheduled': (workspace, when) =>
      `${when} から、${workspace} のすべてのメンバーに二要素認証が必須になります。`,
    'enforcement.seven_days_left': (workspace, when) =>
      `あと 7 日以内に、${when} から、${workspace} のすべてのメンバーに二要素認証が必須になります。`,
    'enforcement.one_day_left': (workspace, when) =>
      `あと 1 日以内に、${when} から、${workspace} のすべてのメンバーに二要素認証が必須になります。`,
    'enforcement.in_effect': (workspace, when) =>
      `${when} から、${workspace} のすべてのメンバーに二要素認証が必須です。`,
  },
  atThatTime: (figures) => `その時点の状況：${figures}`,
  everybodyEnrolled: '全員に二要素目があります。',
  notEnrolledYet: (count, members) => `${notEnrolled(count, members)}です。`,
  blocked: (count, members) => `${notEnrolled(count, members)}で、設定するまで入れません。`,
}
