import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'サインイン',
  toContinueTo: ({ workspace }) => say`${workspace}へ進みます`,
  fresh: '安全のため、サインイン方法を変更する前に、もう一度サインインしてください。',
  expired: '時間が経過しました。もう一度サインインしてください。',
  alreadySignedIn: ({ email, goOn }) =>
    say`${email} としてサインインしています。${goOn('続ける')}か、別のアカウントでサインインしてください。`,
  wrongCredentials: 'メールアドレスとパスワードが一致しません。両方を確認して、もう一度お試しください。',
  email: 'メールアドレス',
  password: 'パスワード',
  submit: 'サインイン',
  forgotten: ({ contact }) =>
    say`パスワードを忘れましたか？ 新しいパスワードは、${contact} に依頼してください。`,
  noWay: 'このワークスペースで使えるサインイン方法がありません。管理者にお問い合わせください。',
  otherWays: 'ほかのサインイン方法',
  or: 'または',
  anotherAccount: ({ provider }) => say`別の ${provider} アカウントを使う`,
  continueWith: ({ provider }) => say`${provider} で続ける`,
}

export const signOut: Words['signOut'] = {
  title: 'サインアウト',
  question: 'サインアウトしますか？',
  consequence: ({ email }) =>
    say`${email} としてサインインしています。サインアウトすると、このブラウザーからはどのワークスペースにも入れなくなります。`,
  submit: 'サインアウト',
  stay: 'サインインしたままにする',
  doneTitle: 'サインアウトしました',
  done: 'サインアウトしました',
  closing: (span) =>
    `ほかのワークスペースのタブは、最長で${span}、引き続き使えることがあります。その後はサインインを求められます。`,
  atProvider: ({ provider, signOut }) =>
    say`${provider} ではまだサインインしている可能性があります。ほかの人も使うコンピューターでは、${signOut(say`${provider} からもサインアウト`)}してください。`,
  stillAtProvider: ({ provider }) =>
    say`${provider} ではまだサインインしている可能性があります。ほかの人も使うコンピューターでは、そちらからもサインアウトしてください。`,
  signIn: 'サインイン',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) =>
    `${provider} でのサインインが完了しませんでした。もう一度試すか、別の方法を選んでください。`,
  unavailable: (provider) =>
    `現在 ${provider} に接続できません。1 分ほどしてからもう一度試すか、別の方法を選んでください。`,
  'not-completed': (provider) =>
    `${provider} でのサインインがうまくいきませんでした。時間がかかったときや、別のタブまたはブラウザーで始めたときに起こります。もう一度お試しください。`,
  throttled: (provider) =>
    `お使いのネットワークからの ${provider} でのサインインが、何度も失敗しました。1 分ほど待ってから、もう一度お試しください。`,
  'not-fresh': (provider) =>
    `次の操作には ${provider} での再確認が必要ですが、行われませんでした。${provider} でサインアウトしてから、もう一度お試しください。`,
  'no-account': (provider, contact) =>
    `${provider} での確認はできましたが、ここにはまだあなたのアカウントがありません。アカウントの作成については、次の連絡先にお問い合わせください：${contact}`,
  'address-taken': (provider, contact) =>
    `あなたのメールアドレスのアカウントはすでにありますが、${provider} だけでは開けません。これまでの方法でサインインし、「セキュリティ」で ${provider} を連携してください。または、次の連絡先にお問い合わせください：${contact}`,
  'address-unusable': (provider, contact) =>
    `${provider} から、ここで使えるメールアドレスを受け取れませんでした。${provider} で確認済みのアドレスが必要です。次の連絡先にお問い合わせください：${contact}`,
  'already-linked': (provider) =>
    `この ${provider} のサインインは、ここでは別のアカウントに連携されています。先にそちらの連携を解除するか、${provider} に別のアカウントでサインインしてください。`,
  'link-ended': (provider) =>
    `連携されませんでした。${provider} での手続き中にサインインし直したか、サインアウトしたか、10 分以上かかりました。もう一度お試しください。`,
}
