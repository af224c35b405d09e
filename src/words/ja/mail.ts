import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `アカウント：${email}`,
  wayIn: (provider) => `サインイン方法：${provider}`,
  when: (at) => `日時：${at}`,
  from: (ip, browser) => `接続元：${ip}、${browser}`,
  expected: '心当たりがある場合は、何もする必要はありません。',
  security: 'アカウントのセキュリティ：',
  requiredFrom: (workspace, at) => `${workspace} では ${at} から二要素認証が必須になります`,
  requiredSince: (workspace, at) => `${workspace} では ${at} から二要素認証が必須です`,
  notEnabled:
    '二要素認証がまだ設定されていません。メンバーとしての登録はそのままですが、この時刻以降は、設定するまでワークスペースに入れません。',
  questions: (workspace, contact) =>
    `ご不明な点は、${workspace} の管理者、または次の連絡先にお問い合わせください：${contact}`,
  notEnabledYourself: 'あなた自身の二要素認証がまだ設定されていません：',
  policy: 'ポリシーと、未設定の人：',
  beware:
    '当方からのメッセージのリンクが、サインインさせたり、コードを求めたりすることはありません。そのようなリンクにはご注意ください。',
}
