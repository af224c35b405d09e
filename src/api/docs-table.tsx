// A table on /docs. It scrolls on a narrow screen, and a keyboard can scroll it too.

import type { Child } from 'hono/jsx'

export function Table({ columns, children }: { columns: readonly string[]; children: Child }) {
  return (
    <div class="scroll" tabindex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
