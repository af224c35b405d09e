import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { auditFields } from './audit-fields.ts'

export const audit: Words['audit'] = {
  titleOf: (workspace) => `${workspace} の監査ログ`,
  actions: {
    'workspace.put': 'ワークスペースを作成または変更',
    'workspace.entered': 'ワークスペースに入室',
    'workspace.refused': 'アクセスを拒否',
    'prompt.deferred': '後で通知するよう選択',
    'policy.changed': '二要素認証のポリシーを変更',
    'rules.changed': 'アクセスルールを変更',
    'providers.changed': 'サインイン方法を変更',
    'edge.changed': '転送の設定を変更',
    'appearance.changed': '名前または色を変更',
    'logo.changed': 'ロゴを変更',
    'logo.removed': 'ロゴを削除',
    'member.put': 'メンバーを追加、または役割を変更',
    'member.removed': 'メンバーを削除',
    'member.left': 'メンバーが退出',
    'invitation.sent': '招待を送信',
    'invitation.resent': '招待を再送',
    'invitation.revoked': '招待を取り消し',
    'invitation.accepted': '招待を承諾',
    'member.address_changed': 'メンバーのアドレスの変更',
    'members.viewed': 'メンバーの一覧を閲覧',
    'extension.granted': 'メンバーの期限を延長',
    'extension.ended': '期限の延長を終了',
    'account.disowned': '本人によらない変更の報告',
    'self_recovery.changed': '管理者なしの回復を変更',
    'recovery.asked': '回復を依頼',
    'recovery.approved': '回復を承認',
    'recovery.linked': '回復のリンクを送信',
    'recovery.stopped': '回復を中止',
    'recovery.completed': '回復を完了',
    'token.created': 'API トークンを作成',
    'token.revoked': 'API トークンを取り消し',
    'service_token.created': 'サービストークンを作成',
    'service_token.rotated': 'サービストークンを更新',
    'service_token.changed': 'サービストークンを変更',
    'service_token.disabled': 'サービストークンを無効化',
    'service_token.deleted': 'サービストークンを削除',
    'service_token.used': 'サービストークンを使用',
  },
  sentences: {
    'sign_in.succeeded': ({ actor }) => say`${actor} がサインインしました`,
    'sign_in.refused': ({ actor }) => say`${actor} のサインインが拒否されました`,
    'second_factor.refused': ({ actor }) => say`${actor} が間違った二要素認証コードを入力しました`,
    'second_factor.proved': ({ actor }) => say`${actor} が 2 段階目の確認を完了しました`,
    'session.ended': ({ actor }) => say`${actor} がサインアウトしました`,
    'authenticator.enrolled': ({ actor }) => say`${actor} が認証アプリを設定しました`,
    'authenticator.imported': ({ actor, account }) =>
      say`${actor} が ${account} の認証アプリをインポートしました`,
    'authenticator.replaced': ({ actor }) => say`${actor} が認証アプリを置き換えました`,
    'authenticator.removed': ({ actor, account }) => say`${actor} が ${account} の認証アプリを削除しました`,
    'passkey.added': ({ actor, what }) => say`${actor} がパスキー ${what} を追加しました`,
    'passkey.renamed': ({ actor, what }) => say`${actor} がパスキーの名前を ${what} に変更しました`,
    'passkey.removed': ({ actor, account, what }) =>
      say`${actor} が ${account} のパスキー ${what} を削除しました`,
    'passkey.counter_went_back': ({ account, what }) =>
      say`${account} のパスキー ${what} のカウンターが以前の値に戻りました`,
    'second_factor.disabled': ({ actor }) => say`${actor} が二要素認証をオフにしました`,
    'second_factor.reset': ({ actor, account }) => say`${actor} が ${account} の二要素認証をリセットしました`,
    'recovery_codes.generated': ({ actor }) => say`${actor} が新しい回復コードを作成しました`,
    'recovery_codes.confirmed': ({ actor }) => say`${actor} が新しい回復コードを保存しました`,
    'recovery_codes.removed': ({ actor, account }) => say`${actor} が ${account} の回復コードを削除しました`,
    'password.refused': ({ actor }) => say`${actor} が現在のパスワードを間違えました`,
    'password.link_sent': ({ account }) =>
      say`新しいパスワードを選ぶためのリンクが ${account} に送信されました`,
    'password.changed': ({ actor }) => say`${actor} がパスワードを変更しました`,
    'account.put': ({ actor, account }) => say`${actor} が ${account} のアカウントを作成または変更しました`,
    'account.created': ({ actor }) => say`${actor} が招待からアカウントを作成しました`,
    'account.provisioned': ({ actor, what }) =>
      say`${actor} が ${what} での初回サインインでアカウントを取得しました`,
    'identity.linked': ({ actor, account, what }) => say`${actor} が ${account} を ${what} に関連付けました`,
    'identity.unlinked': ({ actor, account, what }) =>
      say`${actor} が ${account} と ${what} の関連付けを解除しました`,
    'account.disowned': ({ actor, account }) =>
      say`${actor} が、${account} のアカウントの変更は本人によるものではないと報告しました`,
    'account.unlocked': ({ actor, account }) =>
      say`${actor} が ${account} のアカウントのロックを解除しました`,
    'address.requested': ({ actor, what }) => say`${actor} がアドレスを ${what} に変更することを申請しました`,
    'address.cancelled': ({ actor }) => say`${actor} がアドレスの変更を取り消しました`,
    'address.changed': ({ actor, account, what }) =>
      say`${actor} が ${account} のアドレスを ${what} に変更しました`,
    'account.deleted': ({ actor, what }) => say`${actor} がアカウント ${what} を削除しました`,
    'workspace.put': ({ actor, workspace }) => say`${actor} が ${workspace} の構成を変更しました`,
    'workspace.created': ({ actor, workspace }) => say`${actor} が ${workspace} を作成しました`,
    'workspace.deleted': ({ actor, what }) => say`${actor} がワークスペース ${what} を削除しました`,
    'workspace.entered': ({ actor, workspace }) => say`${actor} が二要素認証ありで ${workspace} に入りました`,
    'workspace.entered.without': ({ actor, workspace }) =>
      say`${actor} が二要素認証なしで ${workspace} に入りました`,
    'workspace.refused': ({ actor, workspace, what }) =>
      say`${actor} の ${workspace} へのアクセスが拒否されました：${what}`,
    'prompt.deferred': ({ actor, workspace }) =>
      say`${actor} が ${workspace} のための二要素認証の設定を後回しにしました`,
    'policy.changed': ({ actor, workspace }) =>
      say`${actor} が ${workspace} で二要素認証を必須から外しました`,
    'policy.required': ({ actor, workspace, what }) =>
      say`${actor} が ${workspace} で ${what} から二要素認証を必須にしました`,
    'passkeys.optional': ({ actor, workspace }) =>
      say`${actor} が ${workspace} でパスキーを必須から外しました`,
    'passkeys.required': ({ actor, workspace, what }) =>
      say`${actor} が ${workspace} で ${what} からパスキーを必須にしました`,
    'rules.changed': ({ actor, workspace }) => say`${actor} が ${workspace} のアクセスルールを変更しました`,
    'providers.changed': ({ actor, workspace }) =>
      say`${actor} が ${workspace} のサインイン方法を変更しました`,
    'edge.changed': ({ actor, workspace }) =>
      say`${actor} が ${workspace} へのリクエストの転送方法を変更しました`,
    'appearance.changed': ({ actor, workspace }) =>
      say`${actor} が ${workspace} の名前または色を変更しました`,
    'logo.changed': ({ actor, workspace }) => say`${actor} が ${workspace} のロゴを変更しました`,
    'logo.removed': ({ actor, workspace }) => say`${actor} が ${workspace} のロゴを削除しました`,
    'member.put': ({ actor, workspace, account, what }) =>
      say`${actor} が ${workspace} での ${account} の役割を ${what} に変更しました`,
    'member.added': ({ actor, account, what, workspace }) =>
      say`${actor} が ${account} を ${what} として ${workspace} に追加しました`,
    'member.removed': ({ actor, account, workspace }) =>
      say`${actor} が ${account} を ${workspace} から削除しました`,
    'member.left': ({ actor, workspace }) => say`${actor} が ${workspace} から退出しました`,
    'invitation.sent': ({ actor, what, workspace }) =>
      say`${actor} が ${what} を ${workspace} に招待しました`,
    'invitation.resent': ({ actor, what, workspace }) =>
      say`${actor} が ${what} への ${workspace} の招待を再送しました`,
    'invitation.revoked': ({ actor, what, workspace }) =>
      say`${actor} が ${what} への ${workspace} の招待を取り消しました`,
    'invitation.accepted': ({ actor, workspace, what }) =>
      say`${actor} が ${workspace} への招待を${what}として承諾しました`,
    'member.address_changed': ({ actor, account, what }) =>
      say`${actor} が ${account} のアドレスを ${what} に変更しました`,
    'members.viewed': ({ actor, workspace }) => say`${actor} が ${workspace} のメンバー一覧を閲覧しました`,
    'extension.granted': ({ actor, account, workspace, what }) =>
      say`${actor} が ${workspace} の要件を満たす ${account} の期限を ${what} まで延長しました`,
    'extension.ended': ({ actor, account, workspace }) =>
      say`${actor} が ${workspace} での ${account} の期限の延長を終了しました`,
    'self_recovery.changed': ({ actor, workspace }) =>
      say`${actor} が ${workspace} のメンバーによる管理者なしの回復の設定を変更しました`,
    'recovery.asked': ({ actor, account }) => say`${actor} が ${account} のアカウントの回復を依頼しました`,
    'recovery.approved': ({ actor, account }) => say`${actor} が ${account} のアカウントの回復を承認しました`,
    'recovery.linked': ({ account }) => say`${account} にアカウントを回復するリンクを送りました`,
    'recovery.stopped': ({ actor, account }) => say`${actor} が ${account} のアカウントの回復を中止しました`,
    'recovery.completed': ({ actor }) => say`${actor} が新しい二要素認証でアカウントを回復しました`,
    'token.created': ({ actor, workspace, what }) =>
      say`${actor} が ${workspace} の API トークン ${what} を作成しました`,
    'token.revoked': ({ actor, workspace }) => say`${actor} が ${workspace} の API トークンを取り消しました`,
    'service_token.created': ({ actor, workspace, what }) =>
      say`${actor} が ${workspace} のサービストークン ${what} を作成しました`,
    'service_token.rotated': ({ actor, workspace, what }) =>
      say`${actor} が ${workspace} のサービストークン ${what} を更新しました`,
    'service_token.changed': ({ actor, workspace, what }) =>
      say`${actor} が ${workspace} のサービストークン ${what} を変更しました`,
    'service_token.disabled': ({ actor, workspace, what }) =>
      say`${actor} が ${workspace} のサービストークン ${what} を無効にしました`,
    'service_token.deleted': ({ actor, workspace, what }) =>
      say`${actor} が ${workspace} のサービストークン ${what} を削除しました`,
    'service_token.used': ({ workspace, what }) =>
      say`この日、${workspace} でサービストークン ${what} が使われました`,
    'key.rotated': ({ actor, what }) => say`${actor} がプラットフォームの ${what} キーを置き換えました`,
    'notice.retried': ({ actor, what }) => say`${actor} が通知 ${what} を再送しました`,
  },
  viewedOften: ({ actor, workspace }, count) =>
    say`${actor} が ${workspace} のメンバー一覧を ${count} 回閲覧しました`,
  token: ({ name }) => say`API トークン ${name}`,
  operator: 'プラットフォームのサポート担当',
  adminElsewhere: '別のワークスペースの管理者',
  unknown: '不明',
  goneAccount: '削除されたアカウント',
  reasons: {
    'enrollment-required': '二要素認証がありません',
    'stronger-factor-required': 'パスキーがありません',
    'provider-not-allowed': 'このサインイン方法は許可されていません',
  },
  anyWay: 'すべて',
  yes: 'はい',
  no: 'いいえ',
  fields: auditFields,
  from: ({ ip }) => say`${ip} から`,
  fromBrowser: ({ ip, browser }) => say`${ip} から（${browser}）`,
  details: '詳細',
  detailsOf: (id) => `詳細（記録 ${id}）`,
  filter: '絞り込み',
  person: 'ユーザー',
  personHint: 'メールアドレス。本人の操作と、本人に対する操作を検索します。',
  action: '操作',
  anyAction: 'すべての操作',
  sinceDay: '開始日',
  untilDay: '終了日',
  daysHint: '日付は UTC です。',
  apply: '絞り込む',
  clear: '絞り込みを解除',
  problems: {
    'not-a-person': 'grace@example.com のように、メールアドレスをすべて入力してください。',
    'not-an-action': '一覧から操作を選んでください。',
    'not-a-day': '2026-11-30 のように、年・月・日を入力してください。',
    'ends-before-it-begins': '終了日には開始日以降の日を選んでください。',
  },
  nothing: '記録はまだありません。',
  noMatch: 'この条件に合う記録はありません。',
  older: '以前の記録',
  cutShort: (most) => `このページでは ${most} 件を検索しました。これより古い記録はまだ検索していません。`,
  goOn: '古い記録の検索を続ける',
  chained: '各記録には 1 つ前の記録のハッシュが含まれるため、改ざんを検出できます。',
  export: 'ハッシュ付きですべて書き出す',
  csv: 'この結果を CSV でダウンロード',
  csvCutShort: '未完：このファイルはここまでです。続きは「終了日」を最後の記録の日にしてください。',
}
