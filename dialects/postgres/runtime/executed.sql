-- A statement of SQL Server that code has made as a text, as PostgreSQL takes it where its words only are SQL Server's:
-- hints of locks, N'..', [names], dbo., #tables, TOP, ISNULL, LEN, GETDATE, CONVERT, EXEC, IF EXISTS .. DROP TABLE. `names` are $1, $2 ..; `outputs` are
-- those of them that the statement assigns: the answer then has the columns o1, o2 .. with what they get. `rows`: the
-- rows of EXEC are read.
CREATE OR REPLACE FUNCTION dbmigrate.executed(
  statement text, names text[] DEFAULT '{}', outputs text[] DEFAULT '{}', rows boolean DEFAULT false
) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  pieces text[];
  piece text;
  word text;
  following text;
  made text := '';
  first text := '';
  assigned text[] := '{}';
  depth integer := 0;
  cases integer := 0;
  listing boolean := true;
  skipped integer := 0;
  at integer;
  limited text := '';
  dropped text;
  casts integer[] := '{}';
  kinds text[] := '{}';
  begun integer[] := '{}';
BEGIN
  dropped := substring(statement FROM '(?i)^\s*if\s+(?:exists\M|object_id\M).*\mdrop\s+table\s+([\w.#\[\]"]+)\s*;?\s*$');
  IF dropped IS NOT NULL THEN
    statement := 'DROP TABLE IF EXISTS ' || dropped;
  END IF;
  SELECT array_agg(m[1]) INTO pieces FROM regexp_matches(statement,
    '([nN]?''(?:[^'']|'''')*''|"[^"]*"|\[[^\]]*\]|--[^\n]*|/\*(?:[^*]|\*+[^*/])*\*+/|@@?[\w@#$]+|##?\w+|\w+|\s+|.)', 'g') AS m;
  FOR k IN 1 .. coalesce(array_length(pieces, 1), 0) LOOP
    piece := pieces[k];
    CONTINUE WHEN k <= skipped;
    IF piece ~ '^(\s|--|/\*)' THEN
      made := made || piece;
      CONTINUE;
    END IF;
    word := lower(piece);
    at := k + 1;
    WHILE pieces[at] ~ '^\s' LOOP at := at + 1; END LOOP;
    following := lower(coalesce(pieces[at], ''));
    IF first = '' THEN
      first := word;
      IF word IN ('exec', 'execute') THEN
        RETURN dbmigrate.executed_call(pieces[k + 1 : array_upper(pieces, 1)], names, outputs, rows);
      ELSIF word = 'set' AND cardinality(outputs) > 0 THEN
        piece := 'SELECT';
      END IF;
    END IF;
    IF word IN (',', ')') AND depth = casts[cardinality(casts)] THEN
      IF word = ',' THEN
        made := overlay(made PLACING dbmigrate.executed_style(
          substr(made, begun[cardinality(begun)]), following, kinds[cardinality(kinds)]
        ) FROM begun[cardinality(begun)]);
        skipped := at;
        CONTINUE;
      END IF;
      made := made || ' AS ' || kinds[cardinality(kinds)];
      casts := casts[1 : cardinality(casts) - 1];
      kinds := kinds[1 : cardinality(kinds) - 1];
      begun := begun[1 : cardinality(begun) - 1];
    END IF;
    IF word = '(' THEN
      depth := depth + 1;
    ELSIF word = ')' THEN
      depth := depth - 1;
    ELSIF word = 'case' THEN
      cases := cases + 1;
    ELSIF word = 'end' THEN
      cases := cases - 1;
    ELSIF word = 'from' AND depth = 0 THEN
      listing := false;
    END IF;
    IF listing AND depth = 0 AND cases = 0 AND following = '=' AND word = ANY (outputs) THEN
      assigned := assigned || word;
      skipped := at;
      CONTINUE;
    ELSIF word ~ '^@' AND word = ANY (names) THEN
      made := made || '$' || array_position(names, word);
    ELSIF word ~ '^n''' THEN
      made := made || substr(piece, 2);
    ELSIF first = 'create' AND word = 'table' AND following ~ '^#[^#]' THEN
      made := made || 'TEMPORARY ' || piece;
    ELSIF first IN ('select', 'insert') AND word = 'top' AND depth = 0 AND limited = '' AND following ~ '^(\d+|\()$' THEN
      skipped := at;
      IF following = '(' THEN
        WHILE pieces[skipped] <> ')' LOOP skipped := skipped + 1; END LOOP;
      END IF;
      limited := ' LIMIT ' || array_to_string(pieces[at : skipped], '');
      at := skipped + 1;
      WHILE pieces[at] ~ '^\s' LOOP at := at + 1; END LOOP;
      IF lower(pieces[at]) IN ('percent', 'with') THEN
        RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = 'dbmigrate PL243: TOP in ' || left(statement, 200);
      END IF;
    ELSIF word ~ '^#' THEN
      made := made || quote_ident(word);
    ELSIF word IN ('dbo', '[dbo]') AND following = '.' THEN
      skipped := at;
    ELSIF word ~ '^\[' THEN
      word := substr(piece, 2, length(piece) - 2);
      made := made || CASE WHEN word ~ '^[A-Za-z_]\w*$' THEN quote_ident(lower(word)) ELSE quote_ident(word) END;
    ELSIF word = '(' AND following = 'nolock' THEN
      made := regexp_replace(made, '\mwith\s*$', '', 'i');
      depth := depth - 1;
      skipped := at + 1;
      WHILE pieces[skipped] ~ '^\s' LOOP skipped := skipped + 1; END LOOP;
    ELSIF following = '(' AND word IN ('isnull', 'len') THEN
      made := made || CASE word WHEN 'isnull' THEN 'coalesce' ELSE 'length' END;
    ELSIF word = '+' AND (following ~ '^n?''' OR rtrim(made) ~ '''$') THEN
      made := made || '||';
    ELSIF word = 'convert' AND following = '(' THEN
      skipped := at + 1;
      WHILE skipped < cardinality(pieces) AND pieces[skipped] <> ',' LOOP
        IF pieces[skipped] = '(' THEN
          WHILE skipped < cardinality(pieces) AND pieces[skipped] <> ')' LOOP skipped := skipped + 1; END LOOP;
        END IF;
        skipped := skipped + 1;
      END LOOP;
      depth := depth + 1;
      casts := casts || depth;
      kinds := kinds || dbmigrate.executed_type(array_to_string(pieces[at + 1 : skipped - 1], ''));
      made := made || 'CAST(';
      begun := begun || length(made) + 1;
    ELSIF word = 'getdate' AND following = '(' THEN
      made := made || 'localtimestamp(3)';
      skipped := at + 1;
      WHILE pieces[skipped] ~ '^\s' LOOP skipped := skipped + 1; END LOOP;
    ELSE
      made := made || piece;
    END IF;
  END LOOP;
  made := made || limited;
  IF cardinality(outputs) = 0 THEN
    RETURN made;
  ELSIF cardinality(assigned) = 0 THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = 'dbmigrate PL243: OUTPUT of ' || left(statement, 200);
  END IF;
  RETURN 'SELECT ' || (
    SELECT string_agg(CASE WHEN name = ANY (assigned) THEN 'q.o' || n ELSE '$' || array_position(names, name) || ' AS o' || n END, ', ')
    FROM (SELECT name, row_number() OVER () AS n FROM unnest(outputs) AS o (name)) AS o
  ) || ' FROM (' || made || ') AS q(' || (
    SELECT string_agg('o' || array_position(outputs, name), ', ' ORDER BY n) FROM (SELECT name, row_number() OVER () AS n FROM unnest(assigned) AS a (name)) AS a
  ) || ')';
END;
$$;

-- What stands behind EXEC in a text: a call, or the rows of one. Procedures whose OUTPUT parameters are asked for are refused.
CREATE OR REPLACE FUNCTION dbmigrate.executed_call(pieces text[], names text[], outputs text[], rows boolean)
RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  whole text := dbmigrate.executed('SELECT ' || array_to_string(pieces, ''), names);
  parts text[];
BEGIN
  parts := regexp_match(whole, '^SELECT\s+((?:"[^"]+"|\w+)(?:\s*\.\s*(?:"[^"]+"|\w+))*)(.*)$', 's');
  IF parts IS NULL OR cardinality(outputs) > 0 OR parts[2] ~* '\moutput\M' THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = 'dbmigrate PL243: EXEC' || left(array_to_string(pieces, ''), 200);
  END IF;
  RETURN CASE WHEN rows THEN 'SELECT * FROM ' ELSE 'CALL ' END || parts[1] || '(' || regexp_replace(trim(parts[2]), '@(\w+)\s*=', '\1 =>', 'g') || ')';
END;
$$;

-- A type of SQL Server in a text, as the target's. CONVERT gives texts without a length 30 characters.
CREATE OR REPLACE FUNCTION dbmigrate.executed_type(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN t.kind ~ '\(max\)$' OR t.kind IN ('text', 'ntext') THEN 'text'
    WHEN t.kind IN ('varchar', 'char') THEN t.kind || '(30)'
    WHEN t.kind IN ('datetime', 'datetime2') THEN 'timestamp(3)'
    WHEN t.kind = 'smalldatetime' THEN 'timestamp(0)'
    WHEN t.kind IN ('money', 'smallmoney') THEN 'numeric(19,4)'
    WHEN t.kind IN ('decimal', 'numeric') THEN 'numeric(18,0)'
    WHEN t.kind IN ('bit', 'tinyint') THEN 'smallint'
    WHEN t.kind IN ('float', 'real', 'int', 'bigint', 'smallint', 'date', 'time') OR t.kind ~ '^(var)?char\(|^(decimal|numeric)\(' THEN t.kind
    ELSE name
  END
  FROM (SELECT regexp_replace(regexp_replace(lower(name), '[][\s]', '', 'g'), '^n(var)?char', '\1char')) AS t (kind);
$$;

-- CONVERT with a style: a date as a text, or a text that is read as a date.
CREATE OR REPLACE FUNCTION dbmigrate.executed_style(value text, style text, kind text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  model text := CASE style
    WHEN '23' THEN 'YYYY-MM-DD' WHEN '111' THEN 'YYYY/MM/DD' WHEN '112' THEN 'YYYYMMDD' WHEN '102' THEN 'YYYY.MM.DD'
    WHEN '120' THEN 'YYYY-MM-DD HH24:MI:SS' WHEN '20' THEN 'YYYY-MM-DD HH24:MI:SS'
    WHEN '121' THEN 'YYYY-MM-DD HH24:MI:SS.MS' WHEN '21' THEN 'YYYY-MM-DD HH24:MI:SS.MS'
    WHEN '108' THEN 'HH24:MI:SS' WHEN '8' THEN 'HH24:MI:SS' WHEN '101' THEN 'MM/DD/YYYY' WHEN '103' THEN 'DD/MM/YYYY'
    WHEN '104' THEN 'DD.MM.YYYY' WHEN '105' THEN 'DD-MM-YYYY' WHEN '110' THEN 'MM-DD-YYYY' END;
BEGIN
  IF model LIKE 'YYYY%' AND kind ~ '^(timestamp|date)' THEN
    RETURN value;
  ELSIF model IS NULL OR kind !~ 'char' THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = 'dbmigrate PL243: CONVERT of style ' || style || ' in a text';
  END IF;
  RETURN 'to_char((' || value || ')::timestamp, ' || quote_literal(model) || ')';
END;
$$;
