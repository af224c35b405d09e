-- In which somebody is written to: a language of core/language.ts. Null where nobody has said one, which means English.
ALTER TABLE accounts ADD COLUMN language TEXT;
