import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) => `メンバー ${members} 人中 ${enrolled} 人が設定済みです`,
  who: '未設定の人を見る',
  whoIsAudited: '名前を見るたびに、監査に記録されます。',
  chart: {
    title: '設定状況の推移',
    summary: ({ from, was, now }) => `${from} の設定済み：${was}。今日：${now}。`,
    empty: '明日から、日ごとの変化がここに表示されます。',
    members: 'メンバー',
    today: '今日',
    requiredFrom: (day) => `${day} から必須`,
    byDay: '日ごとの数',
    day: '日付',
  },
  report: {
    title: 'レポートのみ：今すぐ必須にした場合',
    explanation: 'これによって入れなくなる人はいません。今、二要素認証を必須にしたらどうなるかを示します。',
    blocked: (blocked, members) => `メンバー ${members} 人中 ${blocked} 人が、設定するまで入れなくなります。`,
    nobody: '全員に二要素目があります。入れなくなる人はいません。',
    entries: (entries, since) =>
      `${since} から、メンバーが二要素目なしで ${entries} 回入りました。必須であれば、そのたびに先に設定する必要がありました。`,
    noEntries: (days) => `過去 ${days} 日間に、二要素目なしで入った記録はありません。`,
    byDay: '日ごとの回数',
    entriesOfDay: '二要素目なし',
  },
  message: {
    title: 'チームへのメッセージ',
    label: 'コピーする文章',
    off: ({ workspace, host }) => `${workspace}（${host}）のために、二要素認証の設定をお願いします。`,
    scheduled: ({ at, workspace, host }) =>
      `${at} から、${workspace}（${host}）では二要素認証が必須になります。それまでに設定をお願いします。未設定の場合は、設定が済むとまた入れます。`,
    inEffect: ({ at, workspace, host }) =>
      `${at} から、${workspace}（${host}）では二要素認証が必須です。未設定の場合は、設定が済むとまた入れます。`,
    greeting: '皆さま',
    howTo: (link) => `電話の認証アプリを使い、2 分で設定できます。
${link}

表示される回復コードは保管してください。電話がなくても入れます。`,
  },
  changes: {
    title: '最近の変更',
    none: 'ポリシーはまだ変更されていません。',
    requiredFrom: ({ at }) => say`${at} から必須`,
    turnedOff: 'オフにしました',
    madeBy: ({ at, by }) => say`${at}、${by}`,
    all: ({ audit }) => say`すべての出来事は${audit('監査')}にあります。`,
  },
}
