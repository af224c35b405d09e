import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const authenticator: Words['authenticator'] = {
  enableTitle: '二要素認証を有効にする',
  replaceTitle: '認証アプリを変更する',
  alreadyOn: '二要素認証はすでに有効です',
  nothingToDo:
    '少し前に有効になりました。別のタブで有効にした可能性があります。設定することはもうありません。',
  keepsWorking: '新しいアプリを確認するまで、現在のアプリを引き続き使えます。',
  forSettings:
    'ワークスペースの設定を変更するには、二要素認証が必要です。設定が終わると、元のページに戻ります。まだ何も保存されていません。',
  forPage: ({ workspace }) => say`開こうとしたページには、${workspace} が二要素認証を求めています。`,
  anew: '10 分以上たったため、新しいキーになりました。アプリで、追加したばかりの項目を削除してください。それから、このキーを追加してください。',
  install:
    '認証アプリがない場合は、インストールしてください。1Password、Bitwarden、Google Authenticator、Microsoft Authenticator などがあります。',
  add: 'このアカウントをアプリに追加してください。',
  scanOrType: 'この QR コードをアプリで読み取ってください。または、このキーをアプリに入力してください：',
  enterCode: 'アプリに表示される 6 桁のコードを入力してください。',
  code: 'コード',
  enable: '有効にする',
  replace: '変更する',
  qrCode: '認証アプリ用の QR コード。このページに文字で表示されているものと同じキーが含まれています。',
  onThisPhone: 'この端末で設定しますか？',
  openInApp: '認証アプリを開く',
  keySettings: 'キーの詳細',
  keyDetails: ({ email }) => say`アカウント ${email}、時刻ベース、6 桁、SHA-1、30 秒ごと。`,
  copyTheKey: 'キーをコピー',
  addTitle: '認証アプリを追加する',
  addToAccount: '追加',
  removeTitle: '認証アプリを削除する',
  removeQuestion: '認証アプリを削除しますか？',
  removeConsequence:
    'アプリのコードは使えなくなります。パスキーと回復コードは残ります。コードを入力したほかのブラウザーはサインアウトされます。',
  remove: '削除',
  keepApp: '削除しない',
  disableTitle: '二要素認証を無効にする',
  disableQuestion: '二要素認証を無効にしますか？',
  leftWithPassword: 'アカウントを保護するのはパスワードだけになります。',
  leftWithoutPassword: 'サインインのときに、ここでは 2 段階目の確認がなくなります。',
  disableConsequence:
    '認証アプリ、パスキー、回復コードは使えなくなります。ここではサインインしたままです。ほかのブラウザーはサインアウトされます。',
  disable: '無効にする',
  keepOn: '有効のままにする',
  otherWay: {
    title: '先に別の方法でサインインしてください',
    lead: ({ provider, ways }) =>
      say`${provider}でサインインしていますが、所属するワークスペースの 1 つではこの方法が許可されていません。二要素認証を設定するには、先に ${ways} でサインインしてください。`,
    why: 'そうしないと、このサインイン方法を盗んだ人が自分のアプリを設定し、あなたがワークスペースに入れなくなるおそれがあります。',
  },
}

export const recoveryCodes: Words['recoveryCodes'] = {
  saveTitle: '回復コードを保存してください',
  saveLead:
    'スマートフォンをなくしたときは、このコードの 1 つを使ってサインインします。1 つのコードは 1 回だけ使えます。今すぐ保存してください。もう一度表示することはできません。',
  download: 'ダウンロード',
  print: '印刷',
  whereToKeep:
    'スマートフォンだけでなく、パスワードマネージャーなどの安全な場所にも保管してください。下のボタンで確認すると、使えるようになります。',
  confirm: 'これらのコードを保存しました',
  fileHead: ({ email, host, at }) =>
    `回復コード\n\nアカウント：${email}\n発行元：${host}\n日付：${at}\n\n認証アプリやパスキーがないときは、このコードの 1 つを使ってサインインします。1 つのコードは 1 回だけ使えます。パスワードマネージャーなどの安全な場所に保管してください。`,
  title: '回復コード',
  usedOne: '回復コードを使いました。同じコードはもう使えません。',
  notCurrent: 'そのコードは古いため、何も変更していません。新しいコードを作成してください。',
  left: (count, all) => `${all} 個中、残り ${count} 個です。`,
  none: '回復コードがありません。',
  noneLeft: '今スマートフォンをなくすと、サインインできなくなります。',
  fewLeft: '残りが少なくなっています。サインインできるうちに、新しいコードを作成してください。',
  phoneLost:
    'スマートフォンをなくしましたか？ 別の認証アプリを設定してください。なくしたスマートフォンのアプリは使えなくなります。',
  setUpAnother: '別の認証アプリを設定する',
  oldOnesKeepWorking: '新しいコードを保存したことを確認するまで、現在のコードを引き続き使えます。',
  later: 'あとで',
  continue: '続ける',
  makeNew: '新しい回復コードを作成する',
  back: '「セキュリティ」に戻る',
}
