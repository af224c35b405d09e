// Defines which images a logo may be. parse-image.ts reads one.

export const IMAGE_MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
export type ImageMediaType = (typeof IMAGE_MEDIA_TYPES)[number]

export const MOST_IMAGE_BYTES = 262_144
export const MOST_IMAGE_PIXELS = 1024

export interface ImageFacts {
  readonly mediaType: ImageMediaType
  readonly width: number
  readonly height: number
}

/**
 * Why an image is refused. `broken` means that the file is cut short, has bytes after its end, contradicts
 * itself, or has more scans, extras or codes than encoders write.
 */
export type ImageProblem = 'too-many-bytes' | 'not-an-image' | 'broken' | 'animated' | 'too-many-pixels'
