import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

const ofEnrolment = (whom: string, nobody: string) => {
  const missing = (count: number, members: number) => `${whom} ${members} 人中 ${count} 人が未設定です。`
  return {
    nobody,
    missing,
    blocked: (count: number, members: number) => `${missing(count, members)}設定するまでブロックされます。`,
  }
}

const ofPasskeys = (whom: string, nobody: string) => {
  const missing = (count: number, members: number) =>
    `${whom} ${members} 人中 ${count} 人にパスキーがありません。`
  return {
    nobody,
    missing,
    blocked: (count: number, members: number) => `${missing(count, members)}追加するまでブロックされます。`,
  }
}

export const policyNotices: Words['policyNotices'] = {
  demands: {
    'second-factor': {
      everybody: 'すべてのメンバーに二要素認証が',
      admins: '所有者と管理者に二要素認証が',
    },
    'phishing-resistant': {
      everybody: 'すべてのメンバーにパスキーが',
      admins: '所有者と管理者にパスキーが',
    },
  },
  sentences: {
    'enforcement.scheduled': (workspace, demand, when) =>
      `${workspace}では、${when} から${demand}必須になります。`,
    'enforcement.seven_days_left': (workspace, demand, when) =>
      `残り 7 日以内：${workspace}では、${when} から${demand}必須になります。`,
    'enforcement.one_day_left': (workspace, demand, when) =>
      `残り 1 日以内：${workspace}では、${when} から${demand}必須になります。`,
    'enforcement.in_effect': (workspace, demand, when) => `${workspace}では、${when} から${demand}必須です。`,
  },
  atThatTime: (figures) => `このお知らせの時点：${figures}`,
  figures: {
    'second-factor': {
      everybody: ofEnrolment('メンバー', '全員が二要素認証を使っています。'),
      admins: ofEnrolment('所有者と管理者', '所有者と管理者の全員が二要素認証を使っています。'),
    },
    'phishing-resistant': {
      everybody: ofPasskeys('メンバー', 'パスキーのない人はいません。'),
      admins: ofPasskeys('所有者と管理者', 'パスキーのない所有者や管理者はいません。'),
    },
  },
  extension: {
    forMember: (workspace, when) => `${workspace}でのあなたの期限が ${when} まで延長されました。`,
    means:
      'それまでは、これまでどおりワークスペースを開けます。まだ設定していないものは、それまでに設定してください。',
    forAdmins: (email, when) => `${email} さんの期限が ${when} まで延長されました。`,
    reason: ({ reason }) => say`理由：${reason}`,
    grantedBy: ({ by }) => say`許可した人：${by}`,
  },
}
