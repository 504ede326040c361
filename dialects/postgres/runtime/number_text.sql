-- TO_CHAR of Oracle for a number by a model, where the target's to_char answers otherwise: # in place of all characters
-- where the number has more digits than the model, the sign of what is rounded to zero, a dollar sign, hexadecimal digits,
-- no digit before the point.
CREATE OR REPLACE FUNCTION dbmigrate.number_text(value numeric, model text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  filled boolean := model !~* '^FM';
  rest text := regexp_replace(model, '^FM', '', 'i');
  sign text := CASE WHEN value < 0 THEN '-' ELSE '' END;
  made text;
BEGIN
  IF rest ~ '^0*[Xx]+$' THEN
    made := to_hex(round(value)::bigint);
    IF strpos(rest, 'x') = 0 THEN
      made := upper(made);
    END IF;
    IF value < 0 OR length(made) > length(rest) THEN
      RETURN repeat('#', length(rest) + 1);
    ELSIF rest ~ '^0' THEN
      made := lpad(made, length(rest), '0');
    END IF;
    RETURN CASE WHEN filled THEN lpad(made, length(rest) + 1) ELSE made END;
  END IF;
  IF left(rest, 1) = '$' THEN
    rest := substr(rest, 2);
    made := sign || '$' || ltrim(to_char(abs(value), CASE WHEN filled THEN '' ELSE 'FM' END || rest));
    IF strpos(made, '#') > 0 THEN
      RETURN repeat('#', length(rest) + 2);
    END IF;
    RETURN CASE WHEN filled THEN lpad(made, length(rest) + 2) ELSE made END;
  END IF;
  IF left(rest, 1) = '.' THEN
    IF abs(round(value, length(rest) - 1)) >= 1 THEN
      RETURN repeat('#', length(rest) + 1);
    END IF;
    made := sign || ltrim(to_char(abs(value), CASE WHEN filled THEN '9' ELSE 'FM9' END || rest));
    RETURN CASE WHEN filled THEN lpad(made, length(rest) + 1) ELSE made END;
  END IF;
  made := to_char(value, model);
  IF strpos(made, '#') > 0 THEN
    RETURN repeat('#', length(to_char(value, rest)));
  ELSIF value < 0 AND made !~ '[-<1-9]' THEN
    RETURN CASE
      WHEN rest ~* '^S' THEN replace(made, '+', '-')
      WHEN rest ~* '(MI|S)$' THEN regexp_replace(made, '[+ ]?$', '-')
      WHEN rest ~* 'PR$' THEN regexp_replace(made, '^( *?) ?([0-9.,]+) ?$', '\1<\2>')
      ELSE regexp_replace(made, '(^| )(?=[0-9.])', '-')
    END;
  END IF;
  RETURN made;
END
$$;
