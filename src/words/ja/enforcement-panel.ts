import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) => `メンバー ${members} 人中 ${enrolled} 人が設定済みです`,
  who: '未設定の人を表示する。',
  whoIsAudited: '名前の閲覧は監査ログに記録されます。',
  chart: {
    title: '設定状況の推移',
    summary: ({ from, was, now }) => `${from} の設定済み：${was}。今日：${now}。`,
    empty: '明日から、設定済みのメンバーの数が 1 日ごとにここに表示されます。',
    members: 'メンバー',
    today: '今日',
    requiredFrom: (day) => `${day} から必須`,
    requiredOfAdminsFrom: (day) => `${day} から所有者と管理者に必須`,
    byDay: '日ごとの数',
    day: '日付',
  },
  report: {
    title: 'プレビュー：今すぐ必須にした場合',
    explanation:
      'これで誰かがブロックされることはありません。今すぐ二要素認証を必須にした場合の結果を示します。',
    blocked: (blocked, members, among) =>
      `${among === 'admins' ? '所有者と管理者' : 'メンバー'} ${members} 人中 ${blocked} 人が、設定するまでブロックされます。`,
    nobody: '全員が二要素認証を使っています。ブロックされる人はいません。',
    nobodyAmongAdmins: '所有者と管理者の全員が二要素認証を使っています。ブロックされる人はいません。',
    entries: (entries, since) =>
      `${since} から、メンバーが二要素認証なしで ${entries} 回入りました。必須であれば、先に設定する必要がありました。`,
    entriesOfAll: (entries, since) => `${since} から、メンバーが二要素認証なしで ${entries} 回入りました。`,
    noEntries: (days) => `過去 ${days} 日間に、二要素認証なしで入った人は記録されていません。`,
    byDay: '日ごとの回数',
    entriesOfDay: '二要素認証なし',
  },
  message: {
    title: 'チームへのメッセージ',
    label: 'コピーする文章',
    off: ({ workspace, host }) => `${workspace}（${host}）のために、二要素認証を設定してください。`,
    scheduled: ({ at, workspace, host }, among) =>
      `${at} から、${workspace}（${host}）では${among === 'admins' ? '所有者と管理者に' : ''}二要素認証が必須になります。それまでに設定してください。設定しないと、設定が終わるまで ${workspace} を開けなくなります。`,
    inEffect: ({ at, workspace, host }, among) =>
      `${at} から、${workspace}（${host}）では${among === 'admins' ? '所有者と管理者に' : ''}二要素認証が必須です。まだ設定していない場合は、設定するまで ${workspace} を開けません。`,
    greeting: '皆さま',
    howTo: (link) => `スマートフォンの認証アプリを使って、2 分で設定できます。
${link}

表示される回復コードは保管してください。スマートフォンがなくてもサインインできます。`,
  },
  unusedImports: (members) => `インポート済みで未使用: ${members} 人。`,
  publicPaths: (paths) => `${paths} 個のパスは誰でも開けます。`,
  serviceTokens: (tokens) => `プログラムは ${tokens} 個のサービストークンで入れます。`,
  changes: {
    title: '最近の変更',
    none: 'ポリシーはまだ変更されていません。',
    requiredFrom: ({ at }) => say`${at} から二要素認証が必須`,
    turnedOff: '二要素認証の必須を解除',
    madeBy: ({ at, by }) => say`${at}、${by}`,
    all: ({ audit }) => say`すべての記録は${audit('監査ログ')}で確認できます。`,
  },
}
