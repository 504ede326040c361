-- The sequences of Oracle's data dictionary, over the relations of dictionary.sql.
-- The catalogue holds no table of what sequences count: names only.
CREATE OR REPLACE VIEW dbmigrate.all_sequences AS
  SELECT owner AS sequence_owner, name AS sequence_name, own FROM dbmigrate.dictionary_relation WHERE kind = 'S';
CREATE OR REPLACE VIEW dbmigrate.user_sequences AS SELECT * FROM dbmigrate.all_sequences WHERE own;
