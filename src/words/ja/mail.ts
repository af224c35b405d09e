import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `アカウント：${email}`,
  wayIn: (provider) => `サインイン方法：${provider}`,
  passkey: (name) => `パスキー：${name}`,
  when: (at) => `日時：${at}`,
  from: (ip, browser) => `接続元：${ip}、${browser}`,
  expected: '心当たりがある場合は、何もする必要はありません。',
  security: 'アカウントのセキュリティをご確認ください：',
  requiredFrom: (workspace, at) => `${workspace}では、${at} から二要素認証が必須になります`,
  requiredSince: (workspace, at) => `${workspace}では、${at} から二要素認証が必須です`,
  notEnabled:
    '二要素認証がまだ設定されていません。メンバーのままですが、この日時以降は、設定するまでワークスペースを開けません。',
  questions: (workspace, contact) =>
    `ご不明な点は、${workspace} の管理者、または${contact}にお問い合わせください。`,
  notEnabledYourself: 'あなた自身の二要素認証がまだ設定されていません：',
  policy: 'ポリシーと、未設定の人を確認する：',
  tokenExpires: (workspace, at) => `${workspace} のサービストークンが ${at} に期限切れになります`,
  serviceToken: (name) => `サービストークン: ${name}`,
  rotateToken:
    '期限が過ぎると、このトークンを使うプログラムはワークスペースを開けなくなります。新しい値が必要なら更新し、使っていなければ削除してください:',
  beware:
    '当サービスのメッセージのリンクが、サインインを行ったり、コードを求めたりすることはありません。そのようなリンクは信用しないでください。',
}
