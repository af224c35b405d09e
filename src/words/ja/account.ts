import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../core/password.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const account: Words['account'] = {
  done: {
    'codes-saved': '二要素認証が有効になりました。回復コードを使えるようになりました。',
    already: '二要素認証はすでに有効です。別のタブで有効にした可能性があります。何も変更していません。',
    replaced:
      '新しい認証アプリが使えるようになりました。以前のアプリはもう使えません。ほかのブラウザーはサインアウトされました。',
    'app-added': '認証アプリを追加しました。アプリのコードを今すぐ使えます。',
    'app-works': '認証アプリは動作しています。',
    'app-removed': '認証アプリを削除しました。アプリのコードはもう使えません。',
    linked: '連携しました。この方法でもサインインできるようになりました。',
    unlinked: '連携を解除しました。この方法でサインインしていたほかのブラウザーはサインアウトされました。',
    'last-way': '何も変更していません。これが唯一のサインイン方法か、すでに連携が解除されています。',
    password: 'パスワードを変更しました。ほかのブラウザーはサインアウトされました。',
    disabled: '二要素認証が無効になりました。回復コードは削除されました。',
    address:
      'メールアドレスを変更しました。今後はこのアドレスでサインインしてください。ほかのブラウザーはサインアウトされました。',
  },
  title: 'セキュリティ',
  twoFactor: '二要素認証',
  isOn: '二要素認証が有効になりました。',
  on: '有効',
  off: '無効',
  why: 'サインインに 2 つ目のステップを追加します。パスキー、またはスマートフォンのアプリに表示されるコードを使います。パスワードが盗まれても、それだけではサインインできなくなります。設定は 2 分で終わります。',
  vouchedFor: ({ provider }) =>
    say`${provider} でのサインインのときに、二要素認証が行われました。ここでもそれで十分です。この方法でサインインしている間は、ここで設定する必要はありません。`,
  requiredSince: ({ workspace, at }) => say`${workspace}では、${at} から二要素認証が必須です。`,
  requiredFrom: ({ workspace, at }) => say`${workspace}では、${at} から二要素認証が必須になります。`,
  enable: '二要素認証を有効にする',
  authenticatorApp: '認証アプリ',
  confirmedAt: ({ at }) => say`${at} に追加`,
  replace: '認証アプリを変更する',
  recoveryCodes: '回復コード',
  codesLeft: (count) => `残り ${count} 個`,
  unsavedCodes: '新しい回復コードはまだ使えません。先に、コードを保存したことを確認してください。',
  showCodes: '表示して確認する',
  whatCodesAreFor: 'スマートフォンがないときのサインインに使います。1 つのコードは 1 回だけ使えます。',
  noCodes:
    '回復コードがありません。スマートフォンをなくした場合、アクセスを回復できるのはプラットフォームのサポート担当だけです。',
  fewCodes: '残りが少なくなっています。サインインできるうちに、新しいコードを作成してください。',
  makeCodes: '回復コードを作成する',
  newCodes: '新しいコード',
  requiredByOne: ({ workspace }) =>
    say`${workspace}で必須になっている間は、無効にできません。認証アプリはいつでも変更できます。`,
  requiredBySeveral: ({ workspaces }) =>
    say`${workspaces}で必須になっている間は、無効にできません。認証アプリはいつでも変更できます。`,
  disable: '二要素認証を無効にする',
  address: 'メールアドレス',
  changeAddress: 'メールアドレスを変更',
  addressWaits: ({ address }) => say`${address} の確認を待っています。`,
  password: 'パスワード',
  change: '変更',
  changePassword: 'パスワードを変更する',
}

export const waysIn: Words['waysIn'] = {
  title: 'サインイン方法',
  closed:
    '今回のサインイン方法は、所属するワークスペースの 1 つで許可されていません。別の方法を連携するには、先にそのワークスペースで許可されている方法でサインインするか、プラットフォームのサポート担当にお問い合わせください。',
  link: ({ provider }) => say`${provider} を連携する`,
  linkAnother: ({ provider }) => say`別の ${provider} アカウントを連携する`,
  linkedAt: ({ at }) => say`${at} に連携`,
  onlyWay: '唯一のサインイン方法',
  unlink: '連携を解除',
  unlinkThis: (provider, who) => `${provider}（${who}）の連携を解除`,
  confirm: {
    title: 'このアカウントを連携しますか？',
    lead: ({ provider, email }) =>
      say`次のアカウントで ${provider} にサインインしました。連携すると、このアカウントを使って ${email} としてサインインできるようになります。`,
    name: '名前',
    email: 'メールアドレス',
    unverifiedEmail: 'メールアドレス（未確認）',
    subject: 'アカウント ID',
    warning:
      'ご自身のアカウントの場合だけ連携してください。このアカウントにサインインできる人は、ここのあなたのアカウントにもサインインできるようになります。',
    submit: 'このアカウントを連携する',
    notMine: '自分のアカウントではない',
  },
}

export const sessions: Words['sessions'] = {
  title: 'セッション',
  ended: (span) => `サインアウトしました。そこで開いていたワークスペースは、${span}以内に使えなくなります。`,
  where: 'サインイン中の場所',
  thisBrowser: 'このブラウザー',
  signedInAt: ({ at }) => say`${at} にサインイン`,
  lastSeenAt: ({ at }) => say`最終利用 ${at}`,
  how: {
    none: ({ provider }) => say`${provider}のみ`,
    totp: ({ provider }) => say`${provider}と認証アプリ`,
    recovery_code: ({ provider }) => say`${provider}と回復コード`,
    passkey: ({ provider }) => say`${provider}とパスキー`,
    provider: ({ provider }) => say`${provider}とその二要素認証`,
  },
  end: 'サインアウト',
  endThis: (browser) => `${browser} をサインアウト`,
  endOthers: 'ほかのすべての場所でサインアウト',
  noOthers: 'ほかにサインインしている場所はありません。',
}

export const password: Words['password'] = {
  title: 'パスワードの変更',
  consequence: 'ここではサインインしたままです。ほかのブラウザーはサインアウトされます。',
  current: '現在のパスワード',
  new: '新しいパスワード',
  again: '新しいパスワード（確認）',
  show: 'パスワードを表示',
  notRepeated: '新しいパスワードが一致しません。3 つのパスワードをすべて入力し直してください。',
  hint: `${PASSWORD_MIN_LENGTH}～${PASSWORD_MAX_LENGTH} 文字。互いに関係のない単語を 4 つか 5 つ並べるのがおすすめです。`,
  submit: 'パスワードを変更する',
  problems: {
    'too-short': `${PASSWORD_MIN_LENGTH} 文字以上にしてください。`,
    'too-long': `${PASSWORD_MAX_LENGTH} 文字以内にしてください。`,
    common: 'よく使われているパスワードです。別のパスワードを選んでください。',
    'about-owner': '推測されやすいパスワードです。名前、メールアドレス、このサービスの名前は避けてください。',
  },
  unchanged: '現在のパスワードと同じです。新しいパスワードを選んでください。',
  wrong: '現在のパスワードが正しくありません。3 つのパスワードをすべて入力し直してください。',
  overtaken:
    'パスワードは少し前に変更されています。別のタブで変更した可能性があります。今回は何も変更していません。',
}
