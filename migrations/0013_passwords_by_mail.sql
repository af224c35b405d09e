-- # Accounts and their factors

-- when a link in a mail last set the password. Null: never. Admins who decide about a recovery are warned of it
ALTER TABLE accounts ADD COLUMN password_mailed_at INTEGER;
