import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const appearance: Words['appearance'] = {
  titleOf: (workspace) => `${workspace} の外観`,
  title: '名前と色',
  explanation:
    'ワークスペースにサインインする人に表示されます。プラットフォームのロゴとワークスペースのアドレスは、いつも横に表示されます。',
  name: '名前',
  nameHint: ({ name }) => say`空欄にすると、${name} を使います。`,
  notAName:
    '名前を 100 文字以内、1 行で入力してください。文字か数字を含めてください。見えない文字と Web アドレスは使えません。',
  accent: 'アクセントカラー',
  accentHint:
    '#1a5fb4 のような 6 桁で入力してください。空欄にすると、プラットフォームの色を使います。文字が読みにくくなる場所では、色を暗く、または明るくします。',
  notAColour: '色を、0～9 と a～f の 6 桁で入力してください。例：#1a5fb4',
  pick: '色を選ぶ',
  save: '保存',
  logo: 'ロゴ',
  file: '画像ファイル',
  logoHint:
    'PNG、JPEG、WebP（アニメーション不可）、256 KiB、1024 × 1024 ピクセルまで。ダークモードでも、常に白い背景に表示されます。',
  upload: 'このロゴを使う',
  remove: 'ロゴを削除',
  chooseAgain: 'ファイルをもう一度選んでください。本人確認の間、ファイルは保存されませんでした。',
  logoProblems: {
    'no-file': '先にファイルを選んでください。',
    'too-many-bytes': 'このファイルは 256 KiB を超えています。小さくして、もう一度選んでください。',
    'not-an-image':
      'このファイルは PNG、JPEG、WebP の画像ではありません。いずれかの形式で保存して、もう一度選んでください。',
    broken: 'この画像は壊れているか、不完全です。保存し直して、もう一度選んでください。',
    animated: 'この画像はアニメーションです。アニメーションではない画像を選んでください。',
    'too-many-pixels': 'この画像は 1024 × 1024 ピクセルを超えています。小さくして、もう一度選んでください。',
  },
  preview: 'プレビュー',
  inLight: 'ライトモードでのプレビュー',
  inDark: 'ダークモードでのプレビュー',
}
