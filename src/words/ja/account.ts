import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../core/password.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const account: Words['account'] = {
  done: {
    'codes-saved': '二要素認証がオンになり、新しい回復コードが有効になりました。',
    already: '二要素認証は、おそらく別のタブで、すでにオンになっています。何も変更していません。',
    replaced:
      '新しい認証アプリが有効になり、以前のアプリは使えなくなりました。ほかのブラウザーはサインアウトされました。',
    linked: '連携しました。今後はこの方法でもサインインできます。',
    unlinked:
      '連携を解除しました。この方法でサインインしていたブラウザーは、このブラウザーを除いてサインアウトされました。',
    'last-way': '唯一のサインイン方法であるか、すでに連携が解除されています。何も変更していません。',
    password: '新しいパスワードが有効になりました。ほかのブラウザーはサインアウトされました。',
    disabled: '二要素認証はオフです。回復コードも削除されました。',
  },
  title: 'セキュリティ',
  twoFactor: '二要素認証',
  on: 'オン',
  off: 'オフ',
  why: '二要素認証があれば、パスワードが盗まれても、それだけでは何も開けません。サインインには電話のアプリのコードも必要になります。認証アプリはどれでもかまいません。2 分で設定できます。',
  vouchedFor: ({ provider }) =>
    say`サインインのときに ${provider} が二要素目を確認しており、ここでも有効です。この方法で入る限り、Sallyport の二要素目は必要ありません。`,
  requiredSince: ({ workspace, at }) => say`${workspace} は ${at} から二要素認証を必須にしています。`,
  requiredFrom: ({ workspace, at }) => say`${workspace} は ${at} から二要素認証を必須にします。`,
  enable: '二要素認証を有効にする',
  confirmedAt: ({ at }) => say`認証アプリ（${at} に確認済み）`,
  replace: '認証アプリを取り替える',
  recoveryCodes: '回復コード',
  codesLeft: (count) => `残り ${count}`,
  unsavedCodes:
    '新しい回復コードを保存したことが、まだ確認されていません。確認するまで、コードは有効になりません。',
  showCodes: '表示して確認する',
  whatCodesAreFor: '電話が手元にないとき、それぞれ 1 回だけサインインに使えます。',
  noCodes:
    '回復コードがありません。電話をなくした場合、再び入れるようにできるのはこのプラットフォームの運営者だけです。',
  fewCodes: '残りわずかです。サインインできるうちに、新しいコードを作成してください。',
  makeCodes: '回復コードを作成する',
  turnOff: 'オフにする',
  requiredByOne: ({ workspace }) =>
    say`${workspace} が必須にしている間は、オフにできません。認証アプリはいつでも取り替えられます。`,
  requiredBySeveral: ({ workspaces }) =>
    say`${workspaces} が必須にしている間は、オフにできません。認証アプリはいつでも取り替えられます。`,
  disable: '二要素認証を無効にする',
  password: 'パスワード',
  changePassword: 'パスワードを変更する',
}

export const waysIn: Words['waysIn'] = {
  title: 'サインイン方法',
  closed:
    '今回のサインイン方法は、あなたのワークスペースの 1 つでは使えません。別の方法を連携するには、先にそのワークスペースで使える方法でサインインするか、このプラットフォームのサポートにお問い合わせください。',
  link: ({ provider }) => say`${provider} を連携する`,
  linkAnother: ({ provider }) => say`別の ${provider} を連携する`,
  linkedAt: ({ at }) => say`${at} に連携`,
  onlyWay: '唯一のサインイン方法です',
  unlink: '連携を解除',
  unlinkThis: (provider, who) => `${provider}（${who}）の連携を解除`,
  confirm: {
    title: 'このアカウントを連携しますか？',
    lead: ({ provider, email }) =>
      say`${provider} でサインインしました。連携すると、次のアカウントで ${email} にサインインできるようになります。`,
    name: '名前',
    email: 'メールアドレス',
    unverifiedEmail: 'メールアドレス（未確認）',
    subject: 'アカウント ID',
    warning:
      'ご自身のアカウントの場合だけ連携してください。そのアカウントでサインインできる人は、こちらのあなたのアカウントにもサインインできるようになります。',
    submit: 'このアカウントを連携する',
    notMine: '自分のものではない',
  },
}

export const sessions: Words['sessions'] = {
  title: 'セッション',
  ended: (span) => `終了しました。そこで開いていたワークスペースは、${span}以内に閉じます。`,
  where: 'サインインしている場所',
  thisBrowser: 'このブラウザー',
  signedInAt: ({ at }) => say`${at} にサインイン`,
  lastSeenAt: ({ at }) => say`最終アクセス ${at}`,
  how: {
    none: ({ provider }) => say`${provider} のみ`,
    totp: ({ provider }) => say`${provider} と認証アプリ`,
    recovery_code: ({ provider }) => say`${provider} と回復コード`,
    provider: ({ provider }) => say`${provider} とその二要素目`,
  },
  end: '終了',
  endThis: (browser) => `${browser} のセッションを終了`,
  endOthers: 'ほかのすべての場所でサインアウト',
  noOthers: 'ほかにサインインしている場所はありません。',
}

export const password: Words['password'] = {
  title: 'パスワードの変更',
  consequence: '変更後も、ここではサインインしたままです。ほかのブラウザーはサインアウトされます。',
  current: '現在のパスワード',
  new: '新しいパスワード',
  again: '新しいパスワード（もう一度）',
  show: 'パスワードを表示',
  notRepeated: '新しいパスワードが一致しません。すべてもう一度入力してください。',
  hint: `${PASSWORD_MIN_LENGTH}～${PASSWORD_MAX_LENGTH} 文字。ほかの人が組み合わせないような単語を 4 つか 5 つ並べれば十分です。`,
  submit: 'パスワードを変更する',
  problems: {
    'too-short': `${PASSWORD_MIN_LENGTH} 文字以上にしてください。`,
    'too-long': `${PASSWORD_MAX_LENGTH} 文字以下にしてください。`,
    common: 'よく使われているパスワードです。別のものを選んでください。',
    'about-owner': 'アカウントの名前やアドレス、または「Sallyport」に少し足しただけのものは使えません。',
  },
  unchanged: '現在のパスワードと同じです。別のものを選んでください。',
  wrong: '現在のパスワードと一致しません。確認して、3 つすべてをもう一度入力してください。',
  overtaken: 'パスワードは、おそらく別のタブで、先ほど変更されました。今回は何も変更していません。',
}
