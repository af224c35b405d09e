// The parts of zod that the API and @hono/zod-openapi use.
//
// wrangler.toml substitutes this file for `zod`. Otherwise the bundle would contain all of zod, because its
// object `z` refers to everything, including messages in fifty languages.

import {
  array,
  boolean,
  int,
  iso,
  literal,
  NEVER,
  null as nothing,
  number,
  object,
  enum as oneOf,
  record,
  strictObject,
  string,
  union,
  ZodType,
} from 'zod/v4'

export const z = {
  array,
  boolean,
  enum: oneOf,
  int,
  iso,
  literal,
  NEVER,
  null: nothing,
  number,
  object,
  record,
  strictObject,
  string,
  union,
  ZodType,
}
