-- TO_CHAR of Oracle for a moment with the language SIMPLIFIED CHINESE: names of days, months and halves of the day.
CREATE OR REPLACE FUNCTION dbmigrate.to_char_chinese(at timestamp, model text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  day text := '"星期' || substr('日一二三四五六', extract(dow FROM at)::integer + 1, 1) || '"';
  month text := extract(month FROM at) || '月';
  half text := CASE WHEN extract(hour FROM at) < 12 THEN '"上午"' ELSE '"下午"' END;
  made text := model;
BEGIN
  made := regexp_replace(made, 'DAY|DY', day, 'g');
  made := regexp_replace(made, 'FMMONTH|FMMON', '"' || month || '"', 'g');
  made := regexp_replace(made, 'MONTH|MON', '"' || rpad(month, 3) || '"', 'g');
  RETURN to_char(at, regexp_replace(made, 'AM|PM', half, 'g'));
END
$$;
