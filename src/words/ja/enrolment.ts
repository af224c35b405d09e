import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const authenticator: Words['authenticator'] = {
  enableTitle: '二要素認証を有効にする',
  replaceTitle: '認証アプリを取り替える',
  alreadyOn: '二要素認証はすでに有効です',
  nothingToDo: 'すでに、おそらく別のタブで有効にされています。設定することはもうありません。',
  keepsWorking: '新しいアプリを確認するまで、現在のアプリがそのまま使えます。',
  forSettings:
    'ワークスペースの設定を変更するには、二要素認証が必要です。設定が終わると元のページに戻ります。まだ何も保存されていません。',
  anew: '10 分以上たったため、新しいキーになりました。アプリに追加したばかりの項目を削除し、こちらを追加してください。',
  install: '認証アプリがない場合は、電話にインストールしてください。どのアプリでもかまいません。',
  add: 'アプリにこのアカウントを追加してください。',
  scan: 'アプリでこれを読み取ってください。',
  enterCode: '表示された 6 桁のコードを入力してください。',
  code: 'コード',
  enable: '有効にする',
  replace: '取り替える',
  qrCode: '認証アプリ用の QR コード。隣のキーも同じ内容です。',
  onThisPhone: 'アプリはこの電話にありますか？',
  openInApp: 'アプリで開く',
  typeTheKey: 'または、このキーを入力してください：',
  keyDetails: ({ email }) => say`アカウント ${email}、時刻ベース、6 桁、SHA-1、30 秒ごと。`,
  copyTheKey: 'キーをコピー',
  disableTitle: '二要素認証を無効にする',
  disableQuestion: '二要素認証を無効にしますか？',
  disableConsequence:
    'アカウントはパスワードだけで保護されるようになります。認証アプリと回復コードは使えなくなります。このブラウザーではサインインしたままで、ほかのブラウザーからはサインアウトされます。',
  disable: '無効にする',
  keepOn: '有効のままにする',
  otherWay: {
    title: '先に別の方法でサインインしてください',
    lead: ({ provider, ways }) =>
      say`${provider} でサインインしていますが、あなたのワークスペースの 1 つではこの方法を使えません。二要素認証を設定するには、先に ${ways} でサインインしてください。`,
    why: 'そうしないと、そのサインインを盗んだ人が自分のアプリを設定し、あなたをワークスペースから締め出すおそれがあります。',
  },
}

export const recoveryCodes: Words['recoveryCodes'] = {
  saveTitle: '回復コードを保存してください',
  saveLead:
    '電話をなくしたとき、どれか 1 つでサインインできます。それぞれ 1 回だけ使えます。表示されるのは今回だけです。',
  download: 'ダウンロード',
  print: '印刷',
  whereToKeep: '同じ電話ではなく、パスワードを保管している場所に保管してください。確認すると有効になります。',
  confirm: 'これらのコードを保存しました',
  fileHead: ({ email, host, at }) =>
    `回復コード（Sallyport）\n\nアカウント：${email}\n発行元：${host}\n日付：${at}\n\n認証アプリのコードの代わりに、それぞれ 1 回だけ使えます。パスワードを保管している場所に保管してください。`,
  title: '回復コード',
  usedOne: '回復コードでサインインしました。そのコードはもう使えません。',
  notCurrent: 'そのコードは最新ではなかったため、何も変更していません。新しいコードを作成してください。',
  left: (count, all) => `残り ${count} / ${all}`,
  none: '回復コードがありません。',
  noneLeft: '回復コードがないと、電話をなくしたときに入れなくなります。',
  fewLeft: '残りわずかです。サインインできるうちに、新しいコードを作成してください。',
  phoneLost:
    '電話をなくしましたか？ 別の認証アプリを設定してください。なくした電話のアプリは使えなくなります。',
  setUpAnother: '別の認証アプリを設定する',
  oldOnesKeepWorking: '新しいコードを保存したことを確認するまで、今のコードがそのまま使えます。',
  continue: '続ける',
  makeNew: '新しい回復コードを作成する',
  back: '「セキュリティ」へ戻る',
}
