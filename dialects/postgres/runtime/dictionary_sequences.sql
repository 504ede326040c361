-- The sequences of Oracle's data dictionary, over the relations of dictionary.sql.
CREATE OR REPLACE VIEW dbmigrate.all_sequences AS
  SELECT r.owner AS sequence_owner, r.name AS sequence_name, s.min_value::numeric AS min_value,
    s.max_value::numeric AS max_value, s.increment_by::numeric AS increment_by,
    CASE WHEN s.cycle THEN 'Y' ELSE 'N' END AS cycle_flag, s.cache_size::numeric AS cache_size,
    coalesce(s.last_value + s.increment_by, s.start_value)::numeric AS last_number, r.own
  FROM dbmigrate.dictionary_relation r JOIN pg_class c ON c.oid = r.id JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_sequences s ON s.schemaname = n.nspname AND s.sequencename = c.relname
  WHERE r.kind = 'S';
CREATE OR REPLACE VIEW dbmigrate.user_sequences AS SELECT * FROM dbmigrate.all_sequences WHERE own;
