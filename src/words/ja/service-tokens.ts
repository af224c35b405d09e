import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const serviceTokens: Words['serviceTokens'] = {
  title: 'サービストークン',
  explanation:
    'CI ジョブ、git、npm などのプログラムは、サインインの代わりにサービストークンを送ります。トークンで開けるのは、そのトークンのパスのうち、サービストークンを認めるルールがあるものだけです。',
  none: 'サービストークンはまだありません。',
  add: 'サービストークンを作成',
  edit: '編集',
  opens: ({ methods, paths }) => say`${paths} に ${methods}`,
  from: ({ networks }) => say`${networks} からのみ`,
  usedOn: ({ day }) => say`最終使用: ${day}`,
  neverUsed: '未使用',
  expires: ({ at }) => say`有効期限: ${at}`,
  expiresSoon: 'まもなく期限切れ',
  disabled: '無効',
  rotating: ({ at }) => say`以前の値は ${at} まで使えます。`,
  madeBy: ({ maker, at }) => say`${maker} が ${at} に作成`,
  notLetIn: ({ paths, add }) =>
    say`${paths} には、サービストークンを認めるルールがまだありません。${add('ルールを追加')}`,
  done: {
    saved: 'トークンを保存しました。数分以内に反映されます。',
    disabled: 'トークンを無効にしました。このトークンを使うプログラムは、数分以内に拒否されます。',
    enabled: 'トークンを有効にしました。',
    deleted: 'トークンを削除しました。このトークンを使うプログラムは、数分以内に拒否されます。',
  },
  gone: 'このトークンは、もうありません。',
  full: 'このワークスペースには、サービストークンが 100 個あります。新しく作成する前に、1 つ削除してください。',
  name: '名前',
  nameHint: 'トークンを使うプログラムの名前など。',
  lasts: '有効期間',
  paths: 'パス',
  pathsHint: '1 行に 1 つ。/api を指定すると、/api とその下すべてを開けます。',
  networks: '次のネットワークからのみ',
  networksHint:
    'アドレスまたはネットワークを 1 行に 1 つ入力してください。例: 192.0.2.0/24。空欄にすると、どこからでも使えます。',
  create: 'トークンを作成',
  save: '保存',
  cancel: 'キャンセル',
  invalid: 'トークンは保存されませんでした。印の付いた項目を確認してください。',
  refusals: {
    'not-a-name': '名前を 100 文字以内、1 行で入力してください。',
    'made-already':
      'ページが 2 回送信されたため、このトークンはすでに作成されています。コピーしていない場合は、トークンを削除して、新しいトークンを作成してください。',
    'too-many':
      'このワークスペースには、すでに 100 個のサービストークンがあります。先に 1 つ削除してください。',
    'changed-meanwhile': '別の人がこのトークンを更新しました。内容を確認して、もう一度お試しください。',
  },
  made: ({ token }) =>
    say`トークン ${token} を作成しました。今すぐコピーしてください。もう一度表示することはできません。`,
  rotated: ({ token }) =>
    say`トークン ${token} の値が新しくなりました。今すぐコピーしてください。もう一度表示することはできません。`,
  tryIt: '試す',
  shownDone: 'コピーしました',
  rotate: '更新',
  rotation: '値を新しい値に置き換えます。新しい値の有効期間は、最初の値と同じです。',
  overlap: '現在の値を使える期間',
  atOnce: 'すぐに使えなくする',
  disable: '無効にする',
  disabling: 'もう一度有効にするまで、このトークンを使うプログラムは拒否されます。',
  enable: '有効にする',
  enabling: 'このトークンは無効です。有効にすると、プログラムがまた使えるようになります。',
  delete: '削除',
  deleting: 'このトークンを使うプログラムは、数分以内に拒否されます。元に戻すことはできません。',
  deleteThis: (token) => `${token} を削除`,
}
