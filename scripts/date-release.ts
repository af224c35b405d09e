// Gives the unreleased part of a changelog its version and day (Keep a Changelog 1.1.0).

const UNRELEASED = '## Unreleased\n'

/**
 * Returns the changelog with a heading for the version, above what was unreleased. `day` is like `2026-11-30`.
 * Throws if nothing is unreleased. Otherwise a release could go out that says nothing of what changed.
 */
export function dateRelease(changelog: string, version: string, day: string): string {
  const [before, after] = changelog.split(UNRELEASED)
  if (after === undefined || /^\s*(## |$)/.test(after))
    throw new Error('CHANGELOG.md has nothing under "## Unreleased": say there what changed')
  return `${before}${UNRELEASED}\n## ${version} - ${day}\n${after}`
}
