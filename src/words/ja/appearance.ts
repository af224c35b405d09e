import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const appearance: Words['appearance'] = {
  titleOf: (workspace) => `${workspace} の外観`,
  title: '名前と色',
  explanation:
    '入口で、入る人に表示されます。Sallyport のマークと、入ろうとしているホストは、いつも並べて表示されます。',
  name: '名前',
  nameHint: ({ name }) => say`空欄にすると、${name} と表示されます。`,
  notAName:
    '100 文字以内、1 行の名前を、文字か数字を含めて入力してください。見えない文字と Web アドレスは使えません。',
  accent: 'アクセントカラー',
  accentHint:
    '#1a5fb4 のような 6 桁で入力します。空欄にすると、Sallyport の緑になります。文字が読みにくくなるところでは、暗く、または明るく調整されます。',
  notAColour: '色は、0～9 と a～f の 6 桁で、#1a5fb4 のように入力してください。',
  pick: '色を選ぶ',
  save: '保存',
  logo: 'ロゴ',
  file: '画像ファイル',
  logoHint:
    '動きのない PNG、JPEG、WebP で、256 KiB、1024 × 1024 ピクセルまでです。暗い配色でも、白い背景の上に表示されます。',
  upload: 'このロゴを使う',
  remove: 'ロゴを削除',
  chooseAgain: 'ファイルをもう一度選んでください。本人確認の間、保持できませんでした。',
  logoProblems: {
    'no-file': '先にファイルを選んでください。',
    'too-many-bytes': 'このファイルは 256 KiB を超えています。小さくして、もう一度選んでください。',
    'not-an-image':
      'PNG、JPEG、WebP のいずれでもありません。いずれかの形式で保存して、もう一度選んでください。',
    broken: 'この画像は壊れているか、不完全です。保存し直して、もう一度選んでください。',
    animated: 'この画像には動きがあります。動かない画像を選んでください。',
    'too-many-pixels': 'この画像は 1024 × 1024 ピクセルを超えています。小さくして、もう一度選んでください。',
  },
  preview: '入口の見え方',
  inLight: '明るい配色での入口',
  inDark: '暗い配色での入口',
}
