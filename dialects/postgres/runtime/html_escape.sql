-- ESCAPE_SC of Oracle's HTF: the four characters that mean something in HTML.
CREATE OR REPLACE FUNCTION dbmigrate.html_escape(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT replace(replace(replace(replace(value, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')
$$;
