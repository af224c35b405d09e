// What is used of zod, here and by @hono/zod-openapi: wrangler.toml puts this in the place of `zod`, whose one object `z`
// would bring all of it into the bundle, messages in fifty languages and all.

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
