import { describe, expect, it } from 'vitest'
import { dateRelease } from '../../scripts/date-release.ts'

const FIRST = '## 0.1.0 - 2026-11-28\n\nThe first version.\n'

describe('a release', () => {
  it('dates what was unreleased, and keeps a heading for what comes next', () => {
    const changelog = `# Changelog\n\n## Unreleased\n\n### Added\n\n- Rules.\n\n${FIRST}`
    expect(dateRelease(changelog, '0.2.0', '2026-12-01')).toBe(
      `# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-12-01\n\n### Added\n\n- Rules.\n\n${FIRST}`,
    )
  })

  it.each([
    ['without a heading for it', `# Changelog\n\n${FIRST}`],
    ['with nothing below the heading', `# Changelog\n\n## Unreleased\n\n${FIRST}`],
    ['with nothing at all below it', '# Changelog\n\n## Unreleased\n'],
  ])('is refused for a changelog %s', (_, changelog) => {
    expect(() => dateRelease(changelog, '0.2.0', '2026-12-01')).toThrow('Unreleased')
  })
})
