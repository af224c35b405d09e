import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

const ACCESS = '心当たりがない場合は、誰かがあなたのアカウントにアクセスできる可能性があります。'
const CHANGE_PASSWORD = 'パスワードを変更し、「セッション」でほかのすべての場所からサインアウトしてください。'
const SIGN_OUT = '「セッション」でほかのすべての場所からサインアウトしてください。'

const forHelp = (contact: string) => `それから、${contact}にお問い合わせください。`
const forReset = (contact: string) => `それから、二要素認証のリセットを${contact}に依頼してください。`

const intruder = (contact: string) => `${ACCESS}${CHANGE_PASSWORD}${forReset(contact)}`
const intruderByProvider = (contact: string) => `${ACCESS}${SIGN_OUT}${forReset(contact)}`

export const notices: Words['notices'] = {
  label: 'お知らせ',
  dismiss: '閉じる',
  dismissAll: 'すべて閉じる',
  dismissThis: (notice) => `閉じる：${notice}`,
  doneHere: 'このブラウザーで行った操作：',
  titles: {
    'second_factor.added': 'あなたのアカウントに認証アプリが追加されました',
    'second_factor.replaced': '認証アプリが変更されました',
    'second_factor.removed': 'あなたのアカウントの二要素認証が無効になりました',
    'second_factor.reset': 'プラットフォームのサポート担当が、あなたの二要素認証をリセットしました',
    'second_factor.recovered': '新しい二要素認証でアカウントが回復されました',
    'recovery.asked': 'アカウントの回復が依頼されました',
    'recovery.approved': 'アカウントの回復が承認されました',
    'recovery.stopped': 'アカウントの回復が中止されました',
    'authenticator.disabled': `間違ったコードが ${FAILURES_THAT_DISABLE} 回続いたため、認証アプリはブロックされました`,
    'recovery_code.used': '回復コードの 1 つが使われました',
    'recovery_codes.regenerated': '回復コードが新しいコードに置き換えられました',
    'password.changed': 'パスワードが変更されました',
    'identity.linked': 'あなたのアカウントにサインイン方法が連携されました',
    'account.disowned': 'アカウントの変更が、ご本人によるものではないと報告されました',
    'identity.unlinked': 'あなたのアカウントのサインイン方法の連携が解除されました',
    'address.requested': 'あなたのアカウントに新しいメールアドレスが申請されました',
    'address.changed': 'あなたのアカウントのメールアドレスが変更されました',
    'authenticator.removed': 'あなたのアカウントから認証アプリが削除されました',
    'passkey.added': 'あなたのアカウントにパスキーが追加されました',
    'passkey.removed': 'あなたのアカウントからパスキーが削除されました',
    'passkey.counter_went_back': 'あなたのパスキーがコピーされた可能性があります',
    'recovery_codes.removed': '回復コードが削除されました',
  },
  firstPasskey: 'あなたのアカウントにパスキーが追加され、二要素認証が有効になりました',
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) => `${ACCESS}${CHANGE_PASSWORD}${forHelp(contact)}`,
    'second_factor.reset': (contact) =>
      `依頼していない場合は、すぐに${contact}にお問い合わせください。二要素認証を設定し直すまで、アカウントを保護するのはパスワードだけです。`,
    'second_factor.recovered': (contact) =>
      `以前の認証アプリ、パスキー、回復コードは使えなくなりました。心当たりがない場合は、すぐに${contact}にお問い合わせください。誰かがあなたのアカウントにアクセスできる可能性があります。`,
    'recovery.asked': (contact) =>
      `心当たりがない場合は、メールのリンクで中止してください。二要素認証でサインインしても中止されます。誰かがパスワードを知っている可能性があるため、その後でパスワードを変更してください。お困りの場合は、${contact}にお問い合わせください。`,
    'recovery.approved': (contact) =>
      `心当たりがない場合は、メールのリンクで中止してください。二要素認証でサインインしても中止されます。誰かがパスワードを知っている可能性があるため、その後でパスワードを変更してください。お困りの場合は、${contact}にお問い合わせください。`,
    'recovery.stopped': (contact) =>
      `二要素認証は変わっていません。ご自身で中止していない場合は、もう一度回復を依頼してください。依頼した覚えもない場合は、誰かがパスワードを知っている可能性があります。すぐに変更してください。お困りの場合は、${contact}にお問い合わせください。`,
    'authenticator.disabled': (contact) =>
      `回復コードを使えば、まだサインインできます。回復コードがない場合は、${contact}にお問い合わせください。心当たりがない場合は、誰かがパスワードを知っている可能性があります。すぐに変更してください。`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `心当たりがない場合は、すぐに${contact}にお問い合わせください。誰かがあなたのアカウントにアクセスできる可能性があります。以前のパスワードはもう使えません。`,
    'identity.linked': (contact) =>
      `${ACCESS}「セキュリティ」で連携を解除してください。${CHANGE_PASSWORD}${forHelp(contact)}`,
    'account.disowned': (contact) =>
      `メールの「自分ではありません」のリンクが使われました。アカウントがロックされている場合、または報告していない場合は、${contact}にお問い合わせください。パスワードが使えなくなった場合は、サインインのページから新しいパスワードを選んでください。その変更以降にあなたのアカウントが作成した API トークン、サービストークン、招待は使えなくなりました。それより前のものは、ご自身で確認してください。`,
    'identity.unlinked': (contact) => `${ACCESS}${CHANGE_PASSWORD}${forHelp(contact)}`,
    'address.requested': (contact) =>
      `${ACCESS}「セキュリティ」で変更を取り消してください。${CHANGE_PASSWORD}${forHelp(contact)}`,
    'address.changed': (contact) =>
      `心当たりがない場合は、すぐに${contact}にお問い合わせください。誰かがあなたのアカウントにアクセスできる可能性があります。以前のメールアドレスではサインインできません。`,
    'authenticator.removed': intruder,
    'passkey.added': intruder,
    'passkey.removed': intruder,
    'passkey.counter_went_back': (contact) =>
      `このパスキーのカウンターが以前の値に戻りました。誰かがコピーした可能性があります。心当たりがない場合は、「セキュリティ」でこのパスキーを削除して新しいパスキーを追加し、${contact}に知らせてください。`,
    'recovery_codes.removed': (contact) =>
      `「セキュリティ」で新しい回復コードを作成してください。依頼していない場合は、すぐに${contact}にお問い合わせください。`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) => `${ACCESS}${SIGN_OUT}${forHelp(contact)}`,
    'second_factor.reset': (contact) =>
      `依頼していない場合は、すぐに${contact}にお問い合わせください。二要素認証を設定し直すまで、サインインに 2 つ目のステップはありません。`,
    'second_factor.recovered': (contact) =>
      `以前の認証アプリ、パスキー、回復コードは使えなくなりました。心当たりがない場合は、すぐに${contact}にお問い合わせください。誰かがあなたのアカウントにアクセスできる可能性があります。`,
    'recovery.asked': (contact) =>
      `心当たりがない場合は、メールのリンクで中止してください。二要素認証でサインインしても中止されます。その後、サインインに使うアカウントを保護してください。お困りの場合は、${contact}にお問い合わせください。`,
    'recovery.approved': (contact) =>
      `心当たりがない場合は、メールのリンクで中止してください。二要素認証でサインインしても中止されます。その後、サインインに使うアカウントを保護してください。お困りの場合は、${contact}にお問い合わせください。`,
    'recovery.stopped': (contact) =>
      `二要素認証は変わっていません。ご自身で中止していない場合は、もう一度回復を依頼してください。依頼した覚えもない場合は、サインインに使うアカウントに誰かがアクセスできる可能性があります。すぐにそのアカウントを保護してください。お困りの場合は、${contact}にお問い合わせください。`,
    'authenticator.disabled': (contact) =>
      `回復コードを使えば、まだサインインできます。回復コードがない場合は、${contact}にお問い合わせください。心当たりがない場合は、サインインに使うアカウントに誰かがアクセスできる可能性があります。すぐにそのアカウントを保護してください。`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) =>
      `${ACCESS}「セキュリティ」で連携を解除してください。${SIGN_OUT}${forHelp(contact)}`,
    'account.disowned': (contact) =>
      `メールの「自分ではありません」のリンクが使われました。アカウントがロックされている場合、または報告していない場合は、${contact}にお問い合わせください。パスワードが使えなくなった場合は、サインインのページから新しいパスワードを選んでください。その変更以降にあなたのアカウントが作成した API トークン、サービストークン、招待は使えなくなりました。それより前のものは、ご自身で確認してください。`,
    'identity.unlinked': (contact) => `${ACCESS}${SIGN_OUT}${forHelp(contact)}`,
    'address.requested': (contact) =>
      `${ACCESS}「セキュリティ」で変更を取り消してください。${SIGN_OUT}${forHelp(contact)}`,
    'address.changed': (contact) =>
      `心当たりがない場合は、すぐに${contact}にお問い合わせください。誰かがあなたのアカウントにアクセスできる可能性があります。以前のメールアドレスではサインインできません。`,
    'authenticator.removed': intruderByProvider,
    'passkey.added': intruderByProvider,
    'passkey.removed': intruderByProvider,
    'passkey.counter_went_back': (contact) =>
      `このパスキーのカウンターが以前の値に戻りました。誰かがコピーした可能性があります。心当たりがない場合は、「セキュリティ」でこのパスキーを削除して新しいパスキーを追加し、${contact}に知らせてください。`,
    'recovery_codes.removed': (contact) =>
      `「セキュリティ」で新しい回復コードを作成してください。依頼していない場合は、すぐに${contact}にお問い合わせください。`,
  },
  from: ({ at, ip, browser }) => say`${at}、${ip} から（${browser}）`,
  workspaceAt: (workspace, host) => `${workspace}（${host}）`,
}
