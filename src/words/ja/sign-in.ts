import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'サインイン',
  toContinueTo: ({ workspace }) => say`${workspace}へ進みます`,
  fresh: '安全のため、サインイン方法を変更する前に、もう一度サインインしてください。',
  expired: '時間がかかりすぎました。もう一度サインインしてください。',
  alreadySignedIn: ({ email, goOn }) =>
    say`${email} としてサインインしています。${goOn('このまま続ける')}か、別のアカウントでサインインしてください。`,
  wrongCredentials: 'メールアドレスまたはパスワードが正しくありません。',
  email: 'メールアドレス',
  password: 'パスワード',
  submit: 'サインイン',
  forgotten: ({ contact }) => say`パスワードを忘れた場合は、${contact}に新しいパスワードを依頼してください。`,
  forgottenLink: 'パスワードをお忘れですか？',
  passwordChosen: 'パスワードを変更しました。新しいパスワードでサインインしてください。',
  noWay: 'このワークスペースで使えるサインイン方法が、現在ありません。管理者にお問い合わせください。',
  otherWays: 'ほかのサインイン方法',
  or: 'または',
  anotherAccount: ({ provider }) => say`別の ${provider} アカウントを使う`,
  continueWith: ({ provider }) => say`${provider} で続ける`,
}

export const signOut: Words['signOut'] = {
  title: 'サインアウト',
  question: 'サインアウトしますか？',
  consequence: ({ email }) =>
    say`${email} としてサインインしています。このブラウザーで、すべてのワークスペースからサインアウトします。`,
  submit: 'サインアウト',
  stay: 'サインインしたままにする',
  doneTitle: 'サインアウトしました',
  done: 'サインアウトしました',
  closing: (span) =>
    `使っていたワークスペースは、このブラウザーで最長 ${span}、そのまま使えることがあります。その後、サインインを求められます。`,
  atProvider: ({ provider, signOut }) =>
    say`${provider} ではまだサインインしている可能性があります。共有の端末では、${signOut(say`${provider} からもサインアウト`)}してください。`,
  stillAtProvider: ({ provider }) =>
    say`${provider} ではまだサインインしている可能性があります。共有の端末では、そちらからもサインアウトしてください。`,
  signIn: 'サインイン',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) =>
    `${provider} でのサインインが完了していません。もう一度試すか、別の方法でサインインしてください。`,
  unavailable: (provider) =>
    `現在 ${provider} に接続できません。1 分後にもう一度試すか、別の方法でサインインしてください。`,
  'not-completed': (provider) =>
    `${provider} でサインインできませんでした。時間がかかりすぎたか、別のタブまたはブラウザーで始めた可能性があります。もう一度お試しください。`,
  throttled: (provider) =>
    `お使いのネットワークから、${provider} でのサインインが何度も失敗しています。1 分待ってから、もう一度お試しください。`,
  'not-fresh': (provider) =>
    `この操作には ${provider} でサインインし直す必要がありますが、求められませんでした。${provider} からサインアウトして、もう一度お試しください。`,
  'no-account': (provider, contact) =>
    `${provider} でサインインしましたが、ここにはまだアカウントがありません。アカウントの作成は${contact}に依頼してください。`,
  'address-taken': (provider, contact) =>
    `このメールアドレスのアカウントはすでにあります。これまでの方法でサインインし、「セキュリティ」で ${provider} を連携してください。または、${contact}にお問い合わせください。`,
  'address-unusable': (provider, contact) =>
    `${provider} から確認済みのメールアドレスを受け取れなかったため、この方法ではサインインできません。${contact}にお問い合わせください。`,
  'already-linked': (provider) =>
    `この ${provider} アカウントは、ここの別のアカウントに連携されています。先にそちらの連携を解除するか、別の ${provider} アカウントを使ってください。`,
  'link-ended': (provider) =>
    `${provider} は連携されませんでした。途中でサインインまたはサインアウトしたか、10 分以上かかりました。もう一度お試しください。`,
}
