// For test runs only. The key is random, because SQLite's own files contain the bytes 1 to 32 in order.
export const OPERATOR_TOKEN = 'spo_test-operator-token-ABCDEFGHJKLMNPQRSTUVWXYZ'
export const MASTER_KEY = 'h0PGw6YJUax0IWwP8Q3TOstD1MtpVj7ZIrwVGGjkH7g'
