import { say } from '../sentence.ts'
import type { OutsideWords } from '../words.ts'

const links: OutsideWords['links'] = {
  signOut: 'サインアウト',
  tryAgain: 'もう一度試す',
  yourWorkspaces: 'あなたのワークスペース',
}

const gate: OutsideWords['gate'] = {
  unknownHost: {
    title: 'このアドレスのワークスペースはありません',
    message: 'リンクをくれた人に確認するか、ワークスペースの一覧から始めてください。',
  },
  nothingHere: 'ページが見つかりません',
  reserved:
    '/.sallyport/ で始まるアドレスは、サインインのために予約されています。このアドレスは存在しません。',
  toFrontPage: 'トップページへ',
  closedWay: 'このリンクはもう使えません',
  closedWayMeans:
    'リンクは、開いたブラウザーで、1 分以内に 1 回だけ使えます。そのブラウザーで Cookie を許可する必要があります。ボタンを押して、もう一度お試しください。',
  framed: 'この部分は表示できません',
  framedMeans: (workspace) =>
    `もう一度サインインが必要な場合があります。ほかのページの中ではサインインできません。${workspace} をウィンドウ全体で開いてください。`,
  signOutFramed: 'サインアウトは、ウィンドウ全体で開いたときだけ行えます。',
  open: (workspace) => `${workspace} を開く`,
  stepUpTitle: (workspace) => `${workspace} がご本人であることの確認を求めています`,
  stepUpMeans: '安全のため、先にご本人であることを確認してください。確認が終わると、ここに戻ります。',
  stepUpForm:
    '送信した内容は受け付けられませんでした。先にご本人であることを確認し、フォームをもう一度送信してください。',
  stepUp: '本人であることを確認する',
  originTimeout: (workspace) => `${workspace} の応答に時間がかかりすぎています`,
  originUnreachable: (workspace) => `${workspace} に接続できません`,
  originFailed: 'サービスが応答していません。数分後にもう一度お試しください。',
  connectionLost: '接続が切れました',
  connectionLostMeans: (workspace) =>
    `${workspace} が応答する前に接続が切れました。送信した内容は保存されていない可能性があります。確認してから、もう一度送信してください。`,
  roleRequired: 'このページは開けません',
  roleRequiredMeans: (workspace) => `${workspace} の一部の役割だけが開けます。役割は管理者が変更できます。`,
}

const trouble: OutsideWords['trouble'] = {
  incident: ({ number }) =>
    say`繰り返し発生する場合は、プラットフォームのサポート担当にこの問題番号をお知らせください：${number}`,
  out_of_service: {
    title: 'このサービスは現在利用できません',
    message:
      '運用担当者が修正するまで、誰もサインインできません。何が不足しているか、または誤っているかは、ログに記録されています。',
  },
  store_unavailable: {
    title: 'データベースに接続できません',
    message:
      '接続できるまで、誰もサインインできません。送信した内容は保存されていない可能性があります。1 分後にもう一度お試しください。',
  },
  internal_error: {
    title: '問題が発生しました',
    message: 'こちら側のエラーです。もう一度お試しください。',
  },
}

export const outside: OutsideWords = {
  code: 'ja',
  direction: 'ltr',
  links,
  gate,
  trouble,
}
