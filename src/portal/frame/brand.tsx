// The platform's name and logo, shown at the top of every page.

import type { Brand } from '../../core/brand.ts'
import { OUR_NAME } from '../../core/brand.ts'
import { accentPath, brandImagePath } from '../../http/brand-assets.ts'
import { useWords } from './words.ts'

export function BrandName({ brand }: { brand: Brand }) {
  return (
    <>
      <img
        src={brandImagePath(brand)}
        class={brand.hasLogo ? 'own' : undefined}
        alt=""
        width={brand.hasLogo ? undefined : '28'}
        height="28"
      />
      <bdi>{brand.name}</bdi>
    </>
  )
}

/** The links in a page's head. `accent` is the workspace's colour, and replaces the platform's. */
export function BrandLinks({ brand, accent }: { brand: Brand; accent?: string | null | undefined }) {
  const shown = accent ?? brand.accent
  return (
    <>
      <link rel="icon" href={brandImagePath(brand)} />
      <link rel="stylesheet" href="/assets/sallyport.css" />
      {shown ? <link rel="stylesheet" href={accentPath(shown)} /> : null}
    </>
  )
}

export function SecuredBy({ brand }: { brand: Brand }) {
  const { layout } = useWords()
  return brand.hasFooter ? <p>{layout.securedBy({ product: OUR_NAME })}</p> : null
}
