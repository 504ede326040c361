-- Views of SQL Server's catalogue over the target's: names as the target keeps them, the columns that say the same.
CREATE OR REPLACE VIEW dbmigrate.catalogue_relation AS
  SELECT c.oid AS id, c.relkind AS kind, c.relname::text AS name, c.relnamespace AS schema_id, c.reltuples,
    CASE n.nspname WHEN 'public' THEN 'dbo' ELSE n.nspname END::text AS owner
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'dbmigrate') AND n.nspname NOT LIKE 'pg\_%';
CREATE OR REPLACE VIEW dbmigrate.catalogue_routine AS
  SELECT p.oid AS id, p.proname::text AS name, p.pronamespace AS schema_id, p.prosrc::text AS source,
    CASE WHEN p.prokind = 'p' THEN 'P' WHEN p.prorettype = 'trigger'::regtype THEN 'TR' WHEN p.proretset THEN 'TF' ELSE 'FN' END AS kind
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'dbmigrate') AND n.nspname NOT LIKE 'pg\_%'
    AND p.prokind IN ('p', 'f');
CREATE OR REPLACE VIEW dbmigrate.sys_schemas AS
  SELECT CASE nspname WHEN 'public' THEN 'dbo' ELSE nspname END::text AS name, oid AS schema_id FROM pg_namespace
  WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'dbmigrate') AND nspname NOT LIKE 'pg\_%';
CREATE OR REPLACE VIEW dbmigrate.sys_objects AS
  SELECT o.name, o.object_id, o.schema_id, o.parent_object_id, o.type,
    CASE o.type WHEN 'U' THEN 'USER_TABLE' WHEN 'V' THEN 'VIEW' WHEN 'P' THEN 'SQL_STORED_PROCEDURE'
      WHEN 'FN' THEN 'SQL_SCALAR_FUNCTION' WHEN 'TF' THEN 'SQL_TABLE_VALUED_FUNCTION' WHEN 'TR' THEN 'SQL_TRIGGER'
      WHEN 'PK' THEN 'PRIMARY_KEY_CONSTRAINT' WHEN 'UQ' THEN 'UNIQUE_CONSTRAINT' WHEN 'F' THEN 'FOREIGN_KEY_CONSTRAINT'
      WHEN 'C' THEN 'CHECK_CONSTRAINT' ELSE 'SEQUENCE_OBJECT' END AS type_desc, 0::smallint AS is_ms_shipped
  FROM (
    SELECT name, id AS object_id, schema_id, 0::oid AS parent_object_id,
      CASE WHEN kind IN ('r', 'p') THEN 'U' WHEN kind IN ('v', 'm') THEN 'V' ELSE 'SO' END AS type
    FROM dbmigrate.catalogue_relation WHERE kind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL SELECT name, id, schema_id, 0::oid, kind FROM dbmigrate.catalogue_routine
    UNION ALL SELECT k.conname::text, k.oid, k.connamespace, k.conrelid,
      CASE k.contype WHEN 'p' THEN 'PK' WHEN 'u' THEN 'UQ' WHEN 'f' THEN 'F' ELSE 'C' END
    FROM pg_constraint k JOIN dbmigrate.catalogue_relation r ON r.id = k.conrelid WHERE k.contype IN ('p', 'u', 'f', 'c')
  ) AS o;
-- The target has no tables in memory and no versions of rows.
CREATE OR REPLACE VIEW dbmigrate.sys_tables AS
  SELECT *, 0::smallint AS is_memory_optimized, 0::smallint AS temporal_type FROM dbmigrate.sys_objects WHERE type = 'U';
CREATE OR REPLACE VIEW dbmigrate.sys_views AS SELECT * FROM dbmigrate.sys_objects WHERE type = 'V';
CREATE OR REPLACE VIEW dbmigrate.sys_procedures AS SELECT * FROM dbmigrate.sys_objects WHERE type = 'P';
CREATE OR REPLACE VIEW dbmigrate.sys_key_constraints AS SELECT * FROM dbmigrate.sys_objects WHERE type IN ('PK', 'UQ');
CREATE OR REPLACE VIEW dbmigrate.sys_check_constraints AS
  SELECT o.*, pg_get_constraintdef(o.object_id) AS definition FROM dbmigrate.sys_objects o WHERE o.type = 'C';
CREATE OR REPLACE VIEW dbmigrate.sys_sql_modules AS
  SELECT id AS object_id, source AS definition, 1::smallint AS uses_ansi_nulls, 1::smallint AS uses_quoted_identifier
  FROM dbmigrate.catalogue_routine
  UNION ALL SELECT id, pg_get_viewdef(id), 1::smallint, 1::smallint FROM dbmigrate.catalogue_relation WHERE kind = 'v';
CREATE OR REPLACE VIEW dbmigrate.sys_triggers AS
  SELECT DISTINCT p.name, p.id AS object_id, t.tgrelid AS parent_id,
    CASE WHEN t.tgenabled = 'D' THEN 1 ELSE 0 END::smallint AS is_disabled
  FROM pg_trigger t JOIN dbmigrate.catalogue_routine p ON p.id = t.tgfoid WHERE NOT t.tgisinternal;
-- The types by SQL Server's names.
CREATE OR REPLACE VIEW dbmigrate.sys_types AS
  SELECT CASE t.typname WHEN 'int2' THEN 'smallint' WHEN 'int4' THEN 'int' WHEN 'int8' THEN 'bigint' WHEN 'bpchar' THEN 'char'
      WHEN 'numeric' THEN 'decimal' WHEN 'float4' THEN 'real' WHEN 'float8' THEN 'float' WHEN 'timestamp' THEN 'datetime'
      WHEN 'timestamptz' THEN 'datetimeoffset' WHEN 'bytea' THEN 'varbinary' WHEN 'uuid' THEN 'uniqueidentifier'
      ELSE t.typname END::text AS name, t.oid AS system_type_id, t.oid AS user_type_id, t.typnamespace AS schema_id,
    CASE WHEN t.typtype = 'd' THEN 1 ELSE 0 END::smallint AS is_user_defined
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE n.nspname <> 'dbmigrate' AND ((n.nspname = 'pg_catalog' AND t.typname IN ('int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'varchar',
    'bpchar', 'text', 'date', 'time', 'timestamp', 'timestamptz', 'bytea', 'uuid', 'xml')) OR t.typtype = 'd');
CREATE OR REPLACE VIEW dbmigrate.sys_columns AS
  SELECT r.id AS object_id, a.attname::text AS name, a.attnum::integer AS column_id, a.atttypid AS system_type_id,
    a.atttypid AS user_type_id,
    CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod > 4 THEN a.atttypmod - 4
      WHEN t.typname = 'numeric' THEN 9 WHEN t.typlen > 0 THEN t.typlen ELSE -1 END::integer AS max_length,
    CASE t.typname WHEN 'int2' THEN 5 WHEN 'int4' THEN 10 WHEN 'int8' THEN 19
      WHEN 'numeric' THEN CASE WHEN a.atttypmod > 4 THEN (a.atttypmod - 4) >> 16 ELSE 38 END ELSE 0 END AS precision,
    CASE WHEN t.typname = 'numeric' AND a.atttypmod > 4 THEN (a.atttypmod - 4) & 65535 ELSE 0 END AS scale,
    CASE WHEN a.attnotnull THEN 0 ELSE 1 END::smallint AS is_nullable,
    CASE WHEN pg_get_serial_sequence(format('%I.%I', n.nspname, r.name), a.attname::text) IS NOT NULL THEN 1 ELSE 0 END::smallint AS is_identity
  FROM dbmigrate.catalogue_relation r JOIN pg_namespace n ON n.oid = r.schema_id
    JOIN pg_attribute a ON a.attrelid = r.id AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
  WHERE r.kind IN ('r', 'p', 'v', 'm');
CREATE OR REPLACE VIEW dbmigrate.sys_parameters AS
  SELECT p.oid AS object_id, '@' || p.names[p.place] AS name, p.place AS parameter_id, p.types[p.place] AS system_type_id,
    p.types[p.place] AS user_type_id, CASE WHEN p.modes[p.place] = 'b' THEN 1 ELSE 0 END::smallint AS is_output
  FROM (SELECT f.oid, f.proargnames AS names, f.proargmodes AS modes, coalesce(f.proallargtypes, f.proargtypes::oid[]) AS types,
      generate_subscripts(f.proargnames, 1) AS place FROM pg_proc f JOIN dbmigrate.catalogue_routine r ON r.id = f.oid) AS p
  WHERE p.modes IS NULL OR p.modes[p.place] IN ('i', 'b');
CREATE OR REPLACE VIEW dbmigrate.sys_indexes AS
  SELECT i.indrelid AS object_id, r.name, row_number() OVER (PARTITION BY i.indrelid ORDER BY i.indisprimary DESC, i.indexrelid)::integer AS index_id,
    2::smallint AS type, 'NONCLUSTERED'::text AS type_desc, i.indisunique::integer::smallint AS is_unique,
    i.indisprimary::integer::smallint AS is_primary_key,
    CASE WHEN EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype = 'u') THEN 1 ELSE 0 END::smallint
      AS is_unique_constraint, i.indexrelid AS relation_id
  FROM pg_index i JOIN dbmigrate.catalogue_relation r ON r.id = i.indexrelid;
CREATE OR REPLACE VIEW dbmigrate.sys_index_columns AS
  SELECT x.object_id, x.index_id, x.place AS index_column_id, x.indkey[x.place - 1]::integer AS column_id,
    x.place AS key_ordinal, 0::smallint AS is_included_column, (x.indoption[x.place - 1] & 1)::smallint AS is_descending_key
  FROM (SELECT s.object_id, s.index_id, i.indkey, i.indoption, generate_series(1, array_length(i.indoption, 1)) AS place
    FROM dbmigrate.sys_indexes s JOIN pg_index i ON i.indexrelid = s.relation_id) AS x;
CREATE OR REPLACE VIEW dbmigrate.sys_foreign_keys AS
  SELECT k.conname::text AS name, k.oid AS object_id, k.connamespace AS schema_id, k.conrelid AS parent_object_id,
    k.confrelid AS referenced_object_id, 'F'::text AS type, 0::smallint AS is_disabled,
    CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET_NULL' WHEN 'd' THEN 'SET_DEFAULT' ELSE 'NO_ACTION' END
      AS delete_referential_action_desc
  FROM pg_constraint k JOIN dbmigrate.catalogue_relation r ON r.id = k.conrelid WHERE k.contype = 'f';
CREATE OR REPLACE VIEW dbmigrate.sys_foreign_key_columns AS
  SELECT k.oid AS constraint_object_id, k.place AS constraint_column_id, k.conrelid AS parent_object_id,
    k.conkey[k.place]::integer AS parent_column_id, k.confrelid AS referenced_object_id,
    k.confkey[k.place]::integer AS referenced_column_id
  FROM (SELECT f.oid, f.conrelid, f.confrelid, f.conkey, f.confkey, generate_subscripts(f.conkey, 1) AS place
    FROM pg_constraint f JOIN dbmigrate.catalogue_relation r ON r.id = f.conrelid WHERE f.contype = 'f') AS k;
CREATE OR REPLACE VIEW dbmigrate.sys_extended_properties AS
  SELECT 1::smallint AS class, d.objoid AS major_id, d.objsubid AS minor_id, 'MS_Description'::text AS name, d.description AS value
  FROM pg_description d JOIN dbmigrate.catalogue_relation r ON r.id = d.objoid WHERE d.classoid = 'pg_class'::regclass;
-- The views of older versions.
CREATE OR REPLACE VIEW dbmigrate.sysobjects AS
  SELECT name, object_id AS id, CASE type WHEN 'PK' THEN 'K' WHEN 'UQ' THEN 'K' ELSE type END AS type, type AS xtype,
    schema_id AS uid, parent_object_id AS parent_obj, 0 AS status FROM dbmigrate.sys_objects;
CREATE OR REPLACE VIEW dbmigrate.syscolumns AS
  SELECT name, object_id AS id, column_id AS colid, column_id AS colorder, system_type_id AS xtype, user_type_id AS xusertype,
    max_length AS length, precision AS prec, precision AS xprec, scale, scale AS xscale, is_nullable AS isnullable
  FROM dbmigrate.sys_columns;
CREATE OR REPLACE VIEW dbmigrate.systypes AS
  SELECT name, system_type_id AS xtype, user_type_id AS xusertype, system_type_id AS type, user_type_id AS usertype FROM dbmigrate.sys_types;
CREATE OR REPLACE VIEW dbmigrate.sysusers AS SELECT name, schema_id AS uid FROM dbmigrate.sys_schemas;
CREATE OR REPLACE VIEW dbmigrate.syscomments AS
  SELECT object_id AS id, definition AS text, 1::smallint AS colid FROM dbmigrate.sys_sql_modules;
CREATE OR REPLACE VIEW dbmigrate.sysindexes AS
  SELECT r.id, r.name, 0 AS indid, r.reltuples::bigint AS rows, r.reltuples::bigint AS rowcnt
  FROM dbmigrate.catalogue_relation r WHERE r.kind IN ('r', 'p')
  UNION ALL SELECT i.object_id, i.name, i.index_id, t.reltuples::bigint, t.reltuples::bigint
  FROM dbmigrate.sys_indexes i JOIN pg_class t ON t.oid = i.object_id;
CREATE OR REPLACE VIEW dbmigrate.sysforeignkeys AS
  SELECT constraint_object_id AS constid, parent_object_id AS fkeyid, referenced_object_id AS rkeyid, parent_column_id AS fkey,
    referenced_column_id AS rkey, constraint_column_id AS keyno FROM dbmigrate.sys_foreign_key_columns;
-- INFORMATION_SCHEMA, with SQL Server's names of types and dbo.
CREATE OR REPLACE VIEW dbmigrate.schema_tables AS
  SELECT current_database()::text AS table_catalog, owner AS table_schema, name AS table_name,
    CASE WHEN kind IN ('r', 'p') THEN 'BASE TABLE' ELSE 'VIEW' END AS table_type
  FROM dbmigrate.catalogue_relation WHERE kind IN ('r', 'p', 'v', 'm');
CREATE OR REPLACE VIEW dbmigrate.schema_columns AS
  SELECT current_database()::text AS table_catalog, r.owner AS table_schema, r.name AS table_name, c.name AS column_name,
    c.column_id AS ordinal_position, pg_get_expr(d.adbin, d.adrelid) AS column_default,
    CASE c.is_nullable WHEN 1 THEN 'YES' ELSE 'NO' END AS is_nullable, t.name AS data_type,
    CASE WHEN t.name IN ('varchar', 'char') OR t.name IN ('text', 'varbinary') THEN c.max_length END AS character_maximum_length,
    CASE WHEN c.precision > 0 THEN c.precision END AS numeric_precision, CASE WHEN c.precision > 0 THEN c.scale END AS numeric_scale
  FROM dbmigrate.sys_columns c JOIN dbmigrate.catalogue_relation r ON r.id = c.object_id
    LEFT JOIN dbmigrate.sys_types t ON t.user_type_id = c.user_type_id
    LEFT JOIN pg_attrdef d ON d.adrelid = c.object_id AND d.adnum = c.column_id;
