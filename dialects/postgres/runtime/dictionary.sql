-- Views of Oracle's data dictionary over the target's catalogue: names in capital letters, the columns that scripts ask for.
CREATE OR REPLACE VIEW dbmigrate.dictionary_relation AS
  SELECT c.oid AS id, c.relkind AS kind, upper(n.nspname) AS owner, upper(c.relname) AS name,
    n.nspname = current_schema() AS own
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'dbmigrate') AND n.nspname NOT LIKE 'pg\_%';
CREATE OR REPLACE VIEW dbmigrate.all_tables AS
  SELECT owner, name AS table_name, 'VALID'::text AS status,
    CASE WHEN c.relpersistence = 't' THEN 'Y' ELSE 'N' END AS temporary, c.reltuples::numeric AS num_rows, own
  FROM dbmigrate.dictionary_relation r JOIN pg_class c ON c.oid = r.id WHERE kind IN ('r', 'p');
CREATE OR REPLACE VIEW dbmigrate.all_views AS
  SELECT owner, name AS view_name, pg_get_viewdef(id) AS text, own FROM dbmigrate.dictionary_relation WHERE kind = 'v';
CREATE OR REPLACE VIEW dbmigrate.all_tab_columns AS
  SELECT r.owner, r.name AS table_name, upper(a.attname) AS column_name,
    CASE WHEN t.typname IN ('varchar', 'text') THEN 'VARCHAR2' WHEN t.typname = 'bpchar' THEN 'CHAR'
      WHEN t.typname IN ('numeric', 'int2', 'int4', 'int8') THEN 'NUMBER' WHEN t.typname = 'timestamp' THEN 'DATE'
      WHEN t.typname = 'bytea' THEN 'BLOB' ELSE upper(t.typname) END AS data_type,
    CASE WHEN a.attnotnull THEN 'N' ELSE 'Y' END AS nullable, a.attnum::numeric AS column_id,
    CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod > 4 THEN a.atttypmod - 4 END::numeric AS data_length,
    CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod > 4 THEN a.atttypmod - 4 END::numeric AS char_length,
    CASE WHEN t.typname = 'numeric' AND a.atttypmod > 4 THEN (a.atttypmod - 4) >> 16 END::numeric AS data_precision,
    CASE WHEN t.typname = 'numeric' AND a.atttypmod > 4 THEN (a.atttypmod - 4) & 65535 END::numeric AS data_scale,
    pg_get_expr(d.adbin, d.adrelid) AS data_default, r.own
  FROM dbmigrate.dictionary_relation r JOIN pg_attribute a ON a.attrelid = r.id AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE r.kind IN ('r', 'p', 'v', 'm');
CREATE OR REPLACE VIEW dbmigrate.all_indexes AS
  SELECT r.owner, r.name AS index_name, t.owner AS table_owner, t.name AS table_name,
    CASE WHEN i.indisunique THEN 'UNIQUE' ELSE 'NONUNIQUE' END AS uniqueness, 'NORMAL'::text AS index_type,
    CASE WHEN i.indisvalid THEN 'VALID' ELSE 'UNUSABLE' END AS status, r.own
  FROM pg_index i JOIN dbmigrate.dictionary_relation r ON r.id = i.indexrelid
    JOIN dbmigrate.dictionary_relation t ON t.id = i.indrelid;
CREATE OR REPLACE VIEW dbmigrate.all_ind_columns AS
  SELECT r.owner AS index_owner, r.name AS index_name, t.owner AS table_owner, t.name AS table_name,
    upper(coalesce(c.attname, a.attname)) AS column_name, a.attnum::numeric AS column_position, r.own
  FROM pg_index i JOIN dbmigrate.dictionary_relation r ON r.id = i.indexrelid
    JOIN dbmigrate.dictionary_relation t ON t.id = i.indrelid JOIN pg_attribute a ON a.attrelid = i.indexrelid
    LEFT JOIN pg_attribute c ON c.attrelid = i.indrelid AND c.attnum = i.indkey[a.attnum - 1] AND c.attnum > 0;
CREATE OR REPLACE VIEW dbmigrate.all_constraints AS
  SELECT t.owner, upper(c.conname) AS constraint_name, CASE c.contype WHEN 'f' THEN 'R' ELSE upper(c.contype::text) END
    AS constraint_type, t.name AS table_name, upper(k.conname) AS r_constraint_name, 'ENABLED'::text AS status,
    CASE WHEN c.contype = 'c' THEN pg_get_expr(c.conbin, c.conrelid) END AS search_condition,
    CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'a' THEN 'NO ACTION' END AS delete_rule, t.own
  FROM pg_constraint c JOIN dbmigrate.dictionary_relation t ON t.id = c.conrelid
    LEFT JOIN pg_constraint k ON k.conindid = c.conindid AND k.contype IN ('p', 'u') AND c.contype = 'f'
  WHERE c.contype IN ('p', 'u', 'f', 'c');
CREATE OR REPLACE VIEW dbmigrate.all_cons_columns AS
  SELECT t.owner, upper(c.conname) AS constraint_name, t.name AS table_name, upper(a.attname) AS column_name,
    s.place::numeric AS position, t.own
  FROM (SELECT oid, conname, conrelid, conkey, generate_subscripts(conkey, 1) AS place FROM pg_constraint
      WHERE contype IN ('p', 'u', 'f', 'c')) AS s
    JOIN pg_constraint c ON c.oid = s.oid JOIN dbmigrate.dictionary_relation t ON t.id = s.conrelid
    JOIN pg_attribute a ON a.attrelid = s.conrelid AND a.attnum = s.conkey[s.place];
CREATE OR REPLACE VIEW dbmigrate.all_triggers AS
  SELECT t.owner, upper(g.tgname) AS trigger_name, t.owner AS table_owner, t.name AS table_name,
    CASE WHEN g.tgenabled = 'D' THEN 'DISABLED' ELSE 'ENABLED' END AS status, t.own
  FROM pg_trigger g JOIN dbmigrate.dictionary_relation t ON t.id = g.tgrelid WHERE NOT g.tgisinternal;
CREATE OR REPLACE VIEW dbmigrate.all_objects AS
  SELECT owner, name AS object_name, CASE kind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'TABLE' WHEN 'v' THEN 'VIEW'
    WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'INDEX' END AS object_type, 'VALID'::text AS status, own
  FROM dbmigrate.dictionary_relation WHERE kind IN ('r', 'p', 'v', 'm', 'S', 'i', 'I')
  UNION ALL
  SELECT upper(n.nspname), upper(p.proname), CASE WHEN p.prorettype = 0 THEN 'PROCEDURE' ELSE 'FUNCTION' END, 'VALID',
    n.nspname = current_schema()
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'dbmigrate')
  UNION ALL
  SELECT owner, trigger_name, 'TRIGGER', 'VALID', own FROM dbmigrate.all_triggers;
CREATE OR REPLACE VIEW dbmigrate.all_tab_comments AS
  SELECT owner, name AS table_name, CASE WHEN kind = 'v' THEN 'VIEW' ELSE 'TABLE' END AS table_type,
    obj_description(id, 'pg_class') AS comments, own
  FROM dbmigrate.dictionary_relation WHERE kind IN ('r', 'p', 'v');
CREATE OR REPLACE VIEW dbmigrate.all_col_comments AS
  SELECT r.owner, r.name AS table_name, upper(a.attname) AS column_name, col_description(r.id, a.attnum) AS comments, r.own
  FROM dbmigrate.dictionary_relation r JOIN pg_attribute a ON a.attrelid = r.id AND a.attnum > 0 AND NOT a.attisdropped
  WHERE r.kind IN ('r', 'p', 'v');
CREATE OR REPLACE VIEW dbmigrate.all_tab_cols AS SELECT * FROM dbmigrate.all_tab_columns;
CREATE OR REPLACE VIEW dbmigrate.user_tables AS SELECT * FROM dbmigrate.all_tables WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_views AS SELECT * FROM dbmigrate.all_views WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_tab_columns AS SELECT * FROM dbmigrate.all_tab_columns WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_tab_cols AS SELECT * FROM dbmigrate.all_tab_columns WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_indexes AS SELECT * FROM dbmigrate.all_indexes WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_ind_columns AS SELECT * FROM dbmigrate.all_ind_columns WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_constraints AS SELECT * FROM dbmigrate.all_constraints WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_cons_columns AS SELECT * FROM dbmigrate.all_cons_columns WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_triggers AS SELECT * FROM dbmigrate.all_triggers WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_objects AS SELECT * FROM dbmigrate.all_objects WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_tab_comments AS SELECT * FROM dbmigrate.all_tab_comments WHERE own;
CREATE OR REPLACE VIEW dbmigrate.user_col_comments AS SELECT * FROM dbmigrate.all_col_comments WHERE own;
