// Serves D1 to the Worker in another process: runs the posted statements, one transaction for each request.
// workerd runs a Worker and its local D1 on one thread, so other requests would wait while the two talk. In
// production a network is between them.

interface Asked {
  readonly sql: string
  readonly values: readonly unknown[]
}

export default {
  async fetch(request: Request, env: { readonly DB: D1Database }): Promise<Response> {
    const asked = await request.json<Asked[]>()
    const statements = asked.map(({ sql, values }) => env.DB.prepare(sql).bind(...values))
    const [first, ...others] = statements
    if (!first) return Response.json([])
    try {
      return Response.json(others.length === 0 ? [await first.all()] : await env.DB.batch(statements))
    } catch (error) {
      return new Response(error instanceof Error ? error.message : 'unknown', { status: 500 })
    }
  },
}
