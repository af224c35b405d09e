// Of test runs only. The key looks like chance: the bytes 1 to 32 stand in files of SQLite's own accord.
export const OPERATOR_TOKEN = 'spo_test-operator-token-ABCDEFGHJKLMNPQRSTUVWXYZ'
export const MASTER_KEY = 'h0PGw6YJUax0IWwP8Q3TOstD1MtpVj7ZIrwVGGjkH7g'
