import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const layout: Words['layout'] = {
  skip: '本文へ移動',
  mainNavigation: 'メイン',
  workspaces: 'ワークスペース',
  security: 'セキュリティ',
  signedInAs: ({ email }) => say`${email} としてサインイン中`,
  language: '言語',
  notNow: '今はしない',
  pages: 'ページ',
  back: '前へ',
  more: '次へ',
  whyAsked: 'なぜ求められるのですか？',
  operator: 'プラットフォームのサポート担当',
  supportAddress: ({ address }) => say` ${address} `,
  password: 'パスワード',
  roles: { owner: '所有者', admin: '管理者', member: 'メンバー' },
  browser: '不明なブラウザー',
  browserOn: (browser, system) => `${browser}（${system}）`,
  workspaceAt: ({ workspace, host }) => say`${workspace}（${host}）`,
  copy: 'コピー',
  copied: 'コピーしました',
  notCopied: 'コピーできませんでした',
  yourTime: '（お使いの地域の時刻）',
  securedBy: ({ product }) => `${product} による保護`,
  tooManyAttempts: ({ span }) => say`試行回数が多すぎます。${span}後にもう一度お試しください。`,
}

export const settings: Words['settings'] = {
  account: 'アカウント設定',
  accountTabs: { security: 'セキュリティ', sessions: 'セッション' },
  workspace: ({ workspace }) => say`${workspace} の設定`,
  workspaceSettings: '設定',
  workspaceTabs: {
    security: 'セキュリティ',
    'sign-in': 'サインイン',
    appearance: '外観',
    members: 'メンバー',
    access: 'アクセス',
    tokens: 'API トークン',
    audit: '監査ログ',
  },
  saved: '保存しました。1 分以内にすべての場所に反映されます。',
  notSaved: 'まだ保存されていません。フォームを確認して、保存してください。',
}
