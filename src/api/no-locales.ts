// In the place of zod's messages in fifty languages, which nobody here asks for and which were a fifth of the bundle:
// wrangler.toml puts it there.
export {}
