// D1 for the Worker in another process: it runs what is posted to it, one transaction a request. workerd serves a Worker and
// its local D1 by one thread, and answers nobody else while the two talk; in life there is a network between them.

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
