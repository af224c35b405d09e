import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `${workspace} のメンバー`,
  refusals: {
    'not-an-address': '有効なメールアドレスを入力してください。',
    'not-a-role': '役割を選んでください。',
    'not-a-member': 'この人はもうメンバーではありません。',
    'already-a-member': 'この人はすでにメンバーです。下の一覧で役割を変更してください。',
    'not-allowed': '所有者を追加または削除できるのは、所有者だけです。',
    'last-owner': 'ワークスペースには所有者が必要です。先に別のメンバーを所有者にしてください。',
    'last-enrolled-owner':
      'このワークスペースでは二要素認証が必須で、この人は二要素認証を設定した最後の所有者です。先に、設定済みの別のメンバーを所有者にしてください。',
    'changed-meanwhile': 'ほかの人がこのメンバーを変更しました。一覧を確認して、もう一度お試しください。',
  },
  done: { put: '保存しました。', removed: '削除しました。数分以内にアクセスできなくなります。' },
  noSuchAccount: ({ contact }) =>
    say`このメールアドレスのアカウントはありません。アカウントの作成を${contact}に依頼し、その後でここに追加してください。`,
  standings: {
    enrolled: '設定済み',
    vouched: 'プロバイダーで二要素認証',
    pending: 'まだ未設定',
    overdue: '設定するまでブロック中',
    free: '未設定',
  },
  unusedImport: 'インポート済み、未使用',
  add: 'メンバーの追加',
  accountFirst: ({ contact }) =>
    say`追加できるのは、このプラットフォームのアカウントがある人です。アカウントがない人については、先に${contact}に作成を依頼してください。`,
  email: 'メールアドレス',
  role: '役割',
  save: '追加',
  standing: '状態で絞り込む',
  all: (count) => `すべて ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  find: 'メンバーを探す',
  findHint: 'メールアドレスの先頭を入力してください。',
  search: '検索',
  clearSearch: '検索を解除',
  audited: 'メールアドレス順です。この一覧の閲覧は監査ログに記録されます。',
  nobody: 'この条件に当てはまるメンバーはいません。',
  changeRole: '役割を変更',
  roleOf: (member) => `${member} の役割`,
  changeRoleOf: (member) => `${member} の役割を変更`,
  remove: '削除',
  removeThis: (member) => `${member} を削除`,
  removalTitle: 'メンバーの削除',
  removalQuestion: ({ email }) => say`${email} を削除しますか？`,
  removalConsequence: ({ workspace }) =>
    say`この人は数分以内に ${workspace}にアクセスできなくなります。アカウントは残り、いつでもまた追加できます。`,
  keep: 'キャンセル',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `${workspace} のサインイン`,
  title: 'サインイン方法',
  explanation: ({ workspace }) =>
    say`メンバーは、ここで選んだ方法でのみ ${workspace} に入れます。別の方法でサインインしている人は、もう一度サインインする必要があります。メンバーと役割は変わりません。保存する前に、許可する方法を「セキュリティ」で連携するよう、全員に依頼してください。保存した後は、プラットフォームのサポート担当だけが代わりに連携できます。`,
  allowed: '許可する方法',
  secondFactorCounts: 'この方法の二要素認証をここでも認めます',
  save: '保存',
  none: '方法を 1 つ以上選んでください。選ばないと、誰も入れなくなります。',
  own: (provider) =>
    `あなた自身が ${provider} でサインインしています。これを外すには、先に別の方法でサインインしてください。`,
  gone: '選んだ方法の 1 つは、もう使えません。選び直してください。',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `${workspace} の API トークン`,
  refusals: {
    'not-a-name': '名前を 100 文字以内、1 行で入力してください。',
    'made-already':
      'フォームが 2 回送信されたため、このトークンはすでに作成されています。コピーしていない場合は、トークンを取り消して、新しいトークンを作成してください。',
    'too-many': 'このワークスペースには、すでに 100 個のトークンがあります。先に 1 つ取り消してください。',
  },
  notALifetime: (mostDays) => `有効期間を 1～${mostDays} 日の間で選んでください。`,
  revoked:
    'トークンを取り消しました。このトークンはもう使えません。このトークンが送った招待は有効なままです。「メンバー」で確認してください。',
  make: 'トークンの作成',
  explanation: ({ api }) =>
    say`プログラムは、トークンを使って、このワークスペースとして ${api('API')} を呼び出します。ここでのあなたの役割がなくなると、トークンは使えなくなります。`,
  name: '名前',
  lasts: '有効期間',
  submit: '作成',
  title: 'トークン',
  none: 'トークンはまだありません。',
  made: ({ token }) =>
    say`トークン ${token} を作成しました。今すぐコピーしてください。もう一度表示することはできません。`,
  operator: 'プラットフォームのサポート担当',
  madeBy: ({ maker, at, endsAt }) => say`${maker} が ${at} に作成、有効期限は ${endsAt}`,
  revoke: '取り消す',
  revokeThis: (token) => `${token} を取り消す`,
}
