import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `${workspace} のメンバー`,
  refusals: {
    'not-an-address': 'メールアドレスではありません。',
    'not-a-role': 'いずれかの役割を選んでください。',
    'no-such-account':
      'このアドレスのアカウントはありません。アカウントはプラットフォームの運営者が作成します。',
    'not-a-member': 'この人はもうメンバーではありません。',
    'already-a-member': 'すでにメンバーです。一覧で役割を変更してください。',
    'not-allowed': '所有者の役割を与えたり外したりできるのは、所有者だけです。',
    'last-owner': 'ワークスペースには所有者が必要です。先に別のメンバーを所有者にしてください。',
    'last-enrolled-owner':
      '二要素認証を設定した最後の所有者であり、このワークスペースでは二要素認証が必須です。先に、設定済みの別のメンバーを所有者にしてください。',
    'changed-meanwhile': 'その間に、ほかの人がこのメンバーを変更しました。もう一度ご確認ください。',
  },
  done: { put: '保存しました。', removed: '削除しました。数分以内に入れなくなります。' },
  standings: {
    enrolled: '設定済み',
    vouched: 'プロバイダーで二要素目を確認',
    pending: 'まだ未設定',
    overdue: '設定するまで入れません',
    free: '未設定',
  },
  add: 'メンバーの追加',
  email: 'メールアドレス',
  role: '役割',
  save: '追加',
  standing: '状況',
  all: (count) => `すべて ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  audited: 'この一覧の閲覧は、毎回監査に記録されます。',
  nobody: '該当者はいません。',
  changeRole: '役割を変更',
  roleOf: (member) => `${member} の役割`,
  changeRoleOf: (member) => `${member} の役割を変更`,
  remove: '削除',
  removeThis: (member) => `${member} を削除`,
  removalTitle: 'メンバーの削除',
  removalQuestion: ({ email }) => say`${email} を削除しますか？`,
  removalConsequence: ({ workspace }) =>
    say`数分以内に ${workspace} に入れなくなります。アカウントは残り、いつでもまた追加できます。`,
  keep: '残す',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `${workspace} のサインイン`,
  title: 'サインイン方法',
  explanation: ({ workspace }) =>
    say`メンバーは、ここで選んだ方法でのみ ${workspace} に入れます。別の方法で入っている人には、もう一度サインインを求めます。メンバーとしての登録と役割は残ります。先に、全員に「セキュリティ」で許可された方法を連携してもらってください。保存した後は、運営者だけが代わりに連携できます。`,
  allowed: '許可する方法',
  secondFactorCounts: 'その二要素目がここでも有効です',
  save: '保存',
  none: '少なくとも 1 つの方法を選んでください。そうしないと、誰も入れなくなります。',
  own: (provider) =>
    `ご自身が ${provider} から入っています。これを外すには、先に別の方法でサインインしてください。`,
  gone: '選んだ方法の 1 つは、もう設定されていません。選び直してください。',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `${workspace} の API トークン`,
  refusals: {
    'not-a-name': '100 文字以内、1 行の名前を付けてください。',
    'made-already':
      'このトークンはすでに作成されています。ページが 2 回送信されました。コピーしていない場合は、取り消して、もう 1 つ作成してください。',
    'too-many': 'このワークスペースにはトークンが 100 個あります。先に 1 つ取り消してください。',
  },
  notALifetime: (mostDays) => `有効期間を 1～${mostDays} 日の間で選んでください。`,
  revoked: '取り消しました。もう何も開けません。',
  make: 'トークンの作成',
  explanation: ({ api }) =>
    say`このワークスペースに代わって ${api('API')} を使うプログラムのためのものです。ここでのあなたの役割とともに終わります。`,
  name: '名前',
  lasts: '有効期間',
  submit: '作成',
  title: 'トークン',
  none: 'ありません。',
  made: ({ token }) => say`${token} を作成しました。今すぐコピーしてください。表示されるのは今回だけです。`,
  operator: '運営者',
  madeBy: ({ maker, at, endsAt }) => say`${maker} が ${at} に作成、${endsAt} に終了`,
  revoke: '取り消す',
  revokeThis: (token) => `${token} を取り消す`,
}

export const audit: Words['audit'] = {
  titleOf: (workspace) => `${workspace} の監査`,
  actions: {
    'workspace.put': 'ワークスペースを作成または変更',
    'workspace.entered': '入室',
    'workspace.refused': '拒否',
    'prompt.deferred': '後で通知するよう選択',
    'policy.changed': 'ポリシーを変更',
    'providers.changed': 'サインイン方法を変更',
    'appearance.changed': '名前または色を変更',
    'logo.changed': 'ロゴを変更',
    'logo.removed': 'ロゴを削除',
    'member.put': 'メンバーを追加、または役割を変更',
    'member.removed': 'メンバーを削除',
    'members.viewed': 'メンバーの一覧を閲覧',
    'token.created': 'API トークンを作成',
    'token.revoked': 'API トークンを取り消し',
  },
  nothing: 'まだ何も起きていません。',
  older: '以前のもの',
  from: ({ ip }) => say`${ip} から`,
  chained: '各項目には、1 つ前の項目のハッシュが含まれます。',
  export: 'すべて書き出す',
}
