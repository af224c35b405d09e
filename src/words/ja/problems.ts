import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  'foreign-form': {
    title: 'このフォームは別の場所から送られました',
    message: 'Sallyport 自身のページのフォームだけを受け付けます。',
  },
  'stale-form': {
    title: 'このページは古くなっていました',
    message:
      '開いた後に、おそらく別のタブで、サインインまたはサインアウトしたか、セッションが終了しています。または、このブラウザーが Cookie を保存していません。Cookie がないとサインインできません。何も変更していません。',
  },
  'not-a-form': {
    title: 'フォームではありません',
    message: 'リクエストのメディアタイプを、このアドレスでは受け付けていません。',
  },
  'too-large': {
    title: '大きすぎます',
    message: 'ここのフォームは最大 64 KiB です。何も変更していません。',
  },
  'too-many-changes': {
    title: '変更が多すぎます',
    message:
      '1 時間のうちにサインインの設定が何度も変更されました。今回は何も変更していません。1 時間後にもう一度お試しください。',
  },
  'not-found': {
    title: 'ここには何もありません',
    message: 'アドレスが間違っているか、ここにあったものがなくなった可能性があります。',
  },
  'wrong-method': {
    title: 'ここではその操作はできません',
    message:
      'このアドレスはそのようには使えません。何も変更されていません。ワークスペースの一覧からやり直してください。',
  },
  'admins-only': {
    title: '管理者だけが見られます',
    message:
      'あなたはこのワークスペースのメンバーです。所有者と管理者は、設定を変更したり、あなたを管理者にしたりできます。',
  },
  'other-way': {
    title: 'このワークスペースには別のサインイン方法が必要です',
    message:
      '設定を開けるのは、許可された方法でサインインした管理者だけです。その方法でサインインして、もう一度お越しください。',
  },
  'ways-closed': {
    title: '別の方法でサインインしています',
    message:
      '今回のサインイン方法は、あなたのワークスペースの 1 つでは使えません。別の方法を連携するには、先にそのワークスペースで使える方法でサインインするか、このプラットフォームのサポートにお問い合わせください。',
  },
  framed: {
    title: 'フレームの中では開けません',
    message: 'サインインは独立したページでのみ使えます。アドレスをタブで開いてください。',
  },
  'unknown-host': {
    title: 'このアドレスのワークスペースはありません',
    message: 'リンクを送った人に確認するか、ワークスペースの一覧から始めてください。',
  },
}

export const gate: Words['gate'] = {
  nothingHere: 'ここには何もありません',
  reserved: '/.sallyport/ で始まるアドレスは入口のためのもので、これはそのどれでもありません。',
  toFrontPage: 'トップページへ',
  closedWay: 'この入口はもう開いていません',
  closedWayMeans:
    '入口は、開いたブラウザーで、1 分以内に 1 回だけ使え、そのブラウザーが Cookie を受け入れる必要があります。もう一度入るには、1 回の操作で済みます。',
  enter: (workspace) => `${workspace} に入る`,
  framed: 'この部分は表示できません',
  framedMeans: (workspace) =>
    `もう一度サインインが必要な場合があります。フレームの中ではサインインできません。${workspace} をウィンドウ全体で開いてください。`,
  signOutFramed: 'サインアウトはウィンドウ全体でのみ行えます。',
  open: (workspace) => `${workspace} を開く`,
  originTimeout: (workspace) => `${workspace} の応答に時間がかかりすぎています`,
  originUnreachable: (workspace) => `${workspace} に接続できません`,
  originFailed:
    'サインインしており、入口は動いています。その先のサービスが応答していません。しばらくしてからもう一度お試しください。',
  connectionLost: '接続が切れました',
  connectionLostMeans: (workspace) =>
    `${workspace} が応答する前に接続が切れました。送信した内容は保存されていない可能性があります。もう一度送信する前に確認してください。`,
}

export const trouble: Words['trouble'] = {
  incident: ({ number }) => say`続く場合は、運営者にこの問題番号をお知らせください：${number}。`,
  not_configured: {
    title: 'Sallyport が設定されていません',
    message: '設定の一部がないか、使えません。変数の名前はログにあります。',
  },
  not_migrated: {
    title: 'データベースが移行されていません',
    message:
      'Sallyport はインストールされていますが、テーブルがないか、古くなっています。運営者が移行を適用する必要があります。',
  },
  unknown_master_key: {
    title: 'Sallyport は鍵を開けません',
    message: 'MASTER_KEY が、鍵を封印したときのものと違います。運営者が元のものに戻す必要があります。',
  },
  missing_key: {
    title: 'Sallyport は鍵を失いました',
    message:
      'あなたについて保管しているものは、データベースにもうない鍵で封印されています。鍵の名前は、運営者がログで確認できます。',
  },
  store_unavailable: {
    title: 'Sallyport はデータベースに接続できません',
    message:
      '接続できない間は、誰も入れません。送信した内容が保存されたかどうかは分かりません。1 分ほどしてからもう一度お試しください。',
  },
  internal_error: {
    title: '問題が発生しました',
    message:
      'Sallyport 側の不具合です。これによって入れた人はいません。もう一度お試しください。続く場合は、この問題を報告してください。',
  },
}
