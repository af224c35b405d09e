// Of test runs only.
export const OPERATOR_TOKEN = 'spo_test-operator-token-ABCDEFGHJKLMNPQRSTUVWXYZ'
export const MASTER_KEY = 'AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA'
