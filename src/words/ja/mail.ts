import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `アカウント：${email}`,
  addresses: ({ old: was, new: address }) => [`以前のアドレス：${was}`, `新しいアドレス：${address}`],
  wayIn: (provider) => `サインイン方法：${provider}`,
  passkey: (name) => `パスキー：${name}`,
  when: (at) => `日時：${at}`,
  from: (ip, browser) => `接続元：${ip}、${browser}`,
  reported: (title) => `報告された変更：${title}`,
  expected: '心当たりがある場合は、何もする必要はありません。',
  notMe:
    'ご自身による変更ではない場合は、10 日以内にここで報告してください。変更が取り消されるか、アカウントがロックされます。',
  security: 'アカウントのセキュリティをご確認ください：',
  requiredFrom: (workspace, demand, at) => `${workspace}では、${at} から${demand}必須になります`,
  requiredSince: (workspace, demand, at) => `${workspace}では、${at} から${demand}必須です`,
  factors: {
    'second-factor': '二要素認証が',
    'phishing-resistant': 'パスキーが',
  },
  notEnabled:
    '二要素認証がまだ設定されていません。メンバーのままですが、この日時以降は、設定するまでワークスペースを開けません。',
  noPasskey:
    'パスキーがまだありません。メンバーのままですが、この日時以降は、パスキーを追加するまでワークスペースを開けません。',
  howToPasskey: (link) =>
    `パスキーは、スマートフォン、パソコン、またはセキュリティキーに保存される鍵です。指紋、顔、または PIN で使えます。だまし取られることはありません。次のページで追加してください：
${link}`,
  extended: (at) => `管理者があなたの期限を延長しました。あなたには ${at} から適用されます。`,
  questions: (workspace, contact) =>
    `ご不明な点は、${workspace} の管理者、または${contact}にお問い合わせください。`,
  notEnabledYourself: 'あなた自身の二要素認証がまだ設定されていません：',
  noPasskeyYourself: 'あなた自身のパスキーがまだありません：',
  policy: 'ポリシーと、未設定の人を確認する：',
  policyPasskey: 'ポリシーと、パスキーのない人を確認する：',
  tokenExpires: (workspace, at) => `${workspace} のサービストークンが ${at} に期限切れになります`,
  serviceToken: (name) => `サービストークン: ${name}`,
  rotateToken:
    '期限が過ぎると、このトークンを使うプログラムはワークスペースを開けなくなります。新しい値が必要なら更新し、使っていなければ削除してください:',
  moreTime: (workspace, at) => `${workspace}でのあなたの期限が ${at} まで延長されました`,
  moreTimeOf: (workspace, at) => `${workspace}のメンバーの期限が ${at} まで延長されました`,
  reason: (reason) => `理由：${reason}`,
  reasonOnPage: '理由は、このメッセージのリンク先のページにあります。',
  grantedBy: (name) => `許可した人：${name}`,
  grantedByToken: '許可元：API トークン',
  seePolicies: 'ワークスペースのポリシーを確認する：',
  links: {
    'password.forgotten': {
      subject: '新しいパスワードを設定してください',
      lead: 'このアカウントの新しいパスワードが求められました。設定するには、このリンクを開いてください。リンクは 60 分間、1 回だけ使えます。',
      ignore: '心当たりがない場合は、このメールを無視してください。パスワードは変わりません。',
    },
    'password.none': {
      subject: 'ここにはパスワードがありません',
      lead: 'このアカウントの新しいパスワードが求められました。ほかのサービスでサインインしているため、このアカウントにはパスワードがありません。そのサービスでサインインしてください。',
      ignore: 'お心当たりがない場合は、このメールを無視してください。何も変更していません。',
    },
    'address.confirm': {
      subject: '新しいメールアドレスを確認してください',
      lead: 'このアドレスをアカウントで使いたいという申請がありました。ご自身の申請であれば、サインインしているブラウザーでこのリンクを開き、確定してください。リンクは 24 時間、1 回だけ使えます。',
      ignore: '心当たりがない場合は、このメールを無視してください。リンクを使わない限り、何も変わりません。',
    },
  },
  addressTaken: {
    subject: 'このアドレスのアカウントはすでにあります',
    lead: 'このアドレスを別のアカウントで使いたいという申請がありました。このアドレスはあなたのアカウントのものなので、何も変更されていません。ご自身の申請であれば、このアドレスでサインインしてください。',
    ignore: '心当たりがない場合は、このメールを無視してください。あなたのアカウントは変わりません。',
  },
  invitation: {
    subject: (workspace) => `${workspace} への招待`,
    role: (role) => `役割: ${role}`,
    invitedBy: (inviter) => `招待した人: ${inviter}`,
    until: (at) => `有効期限: ${at}`,
    lead: '承諾するには、このリンクを開いてください。開いた画面のボタンを押すまで、メンバーにはなりません。',
    ignore: 'このワークスペースに心当たりがなければ、このメッセージは無視してください。何も起こりません。',
  },
  beware:
    'パスワードやコードの返信をお願いすることはありません。入力する前に、ページのアドレスを確認してください。',
}
