/** Two doorways, one behind the other. */
export const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#1c4f43"/>
<path d="M7 26V14a9 9 0 0 1 18 0v12" fill="none" stroke="#9fd8c4" stroke-width="2.5" stroke-linecap="round"/>
<path d="M12 26V15a4 4 0 0 1 8 0v11z" fill="#f2c14e"/>
</svg>
`
