// Writes the gallery's front page: one row for each state, with its pictures side by side.

export interface Shown {
  readonly group: string
  readonly name: string
  readonly pictures: { readonly look: string; readonly file: string }[]
}

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; background: #777; color: #fff; }
h3 { font-weight: 500; margin: 2rem 0 0.5rem; }
div { display: flex; gap: 1rem; overflow-x: auto; align-items: start; }
figure { margin: 0; flex: none; }
img { display: block; height: 26rem; object-fit: cover; object-position: top; box-shadow: 0 2px 10px #0006; }
figcaption { font-size: 0.8rem; }
`

export function writeIndex(shown: readonly Shown[]): string {
  const groups = [...new Set(shown.map(({ group }) => group))]
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Sallyport: every page</title>
<style>${STYLE}</style>
<h1>Every page of Sallyport, in each state</h1>
${groups
  .map(
    (group) =>
      `<h2>${group}</h2>${shown
        .filter((each) => each.group === group)
        .map(rowOf)
        .join('')}`,
  )
  .join('')}
</html>
`
}

const rowOf = ({ name, pictures }: Shown): string =>
  `<h3>${name}</h3><div>${pictures
    .map(
      ({ look, file }) =>
        `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${look}</figcaption></figure>`,
    )
    .join('')}</div>\n`

/** Writes a page with the phone pictures (base64) side by side, each from its top. */
export const writeStrip = (images: readonly string[]): string => `<!doctype html>
<style>
body { margin: 0; padding: 12px; display: flex; gap: 16px; }
img { width: 292px; height: 516px; object-fit: cover; object-position: top; border-radius: 18px; border: 1px solid #8886; box-sizing: border-box; }
</style>
${images.map((image) => `<img src="data:image/png;base64,${image}" alt="">`).join('')}`
