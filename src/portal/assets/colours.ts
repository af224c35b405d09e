// The colours of pages, for light and dark schemes. Text has a contrast of at least 4.5 to 1 on each
// background.

export const LIGHT = `
  --ground: #f4f4f0; --card: #ffffff; --ink: #17211e; --quiet: #55615d; --line: #dcdbd3; --edge: #7b8682;
  --accent: #14594a; --accent-ink: #ffffff; --accent-soft: #e3f1ec; --focus: #1a5fb4;
  --bad: #9b1c1c; --bad-soft: #fdeceb; --warn: #744700; --warn-soft: #fff3d6; --good: #14594a; --good-half: #4f8f7e; --good-soft: #e3f1ec;
  --lift: 0 1px 2px rgb(0 0 0 / 6%), 0 12px 32px -20px rgb(0 0 0 / 28%);`
export const DARK = `
  --ground: #101513; --card: #18201d; --ink: #e8ede9; --quiet: #a6b3ad; --line: #323d38; --edge: #7f8d87;
  --accent: #8fd6bf; --accent-ink: #0b1f19; --accent-soft: #1d342c; --focus: #9cc4ff;
  --bad: #ffb4ab; --bad-soft: #3b1d1b; --warn: #f5cf7f; --warn-soft: #33280f; --good: #8fd6bf; --good-half: #4f8f7e; --good-soft: #1d342c;
  --lift: none;`
