// Reads the documents of a file for `apply`, and checks everything that can be checked without the portal.

import { Failure } from '../failure.ts'
import { type Complaint, checkShape, invalidFile, type YamlDocument } from '../files/yaml-file.ts'
import { documentShape, type Wish } from './shape.ts'

export interface WishedDocument {
  readonly wish: Wish
  /** Says what is wrong with a value of the document, with its line. */
  at(path: readonly string[], message: string): Complaint
}

/** `portal` is the portal's web origin. */
export function readDocuments(
  name: string,
  read: readonly YamlDocument[],
  portal: string,
): readonly WishedDocument[] {
  if (read.length === 0) throw new Failure(`${name} has no document.`, { code: 'invalid_file' })
  const shape = documentShape(portal)
  const complaints: Complaint[] = []
  const documents = read.flatMap((document): WishedDocument[] => {
    const checked = checkShape(document, shape)
    if ('value' in checked) return [{ wish: checked.value, at: document.at }]
    complaints.push(...checked.complaints)
    return []
  })
  complaints.push(...findRepeated(documents))
  if (complaints.length > 0) throw invalidFile(name, complaints)
  return documents
}

/** A workspace has one document, and a host belongs to one workspace. */
function findRepeated(documents: readonly WishedDocument[]): Complaint[] {
  return documents.flatMap(({ wish, at }, index) => {
    const earlier = documents.slice(0, index).map((document) => document.wish)
    const isTwice = earlier.some(({ workspace }) => workspace === wish.workspace)
    const shared = wish.hosts?.filter((host) => earlier.some(({ hosts }) => hosts?.includes(host))) ?? []
    return [
      ...(isTwice ? [at(['workspace'], `There are two documents of ${wish.workspace}`)] : []),
      ...shared.map((host) => at(['hosts'], `${host} is a host of two workspaces`)),
    ]
  })
}
