/**
 * Sallyport's icon: two doorways, one behind the other, with light behind the second. It is legible at 16
 * pixels.
 */
export const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#14594a"/>
<path d="M5.5 27V15.5a10.5 10.5 0 0 1 21 0V27z" fill="#9fd8c4"/>
<path d="M8.7 27V15.5a7.3 7.3 0 0 1 14.6 0V27z" fill="#0a342a"/>
<path d="M12 27V16a4 4 0 0 1 8 0v11z" fill="#f2c14e"/>
<path d="M16 12v15h-4V16a4 4 0 0 1 4-4z" fill="#ffdf8e"/>
</svg>
`
