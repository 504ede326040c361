-- SYS_CONTEXT('USERENV', ..) of Oracle where the parameter is known only when the code runs; NULL for what the target lacks.
CREATE OR REPLACE FUNCTION dbmigrate.userenv(parameter text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE upper(parameter)
    WHEN 'SESSION_USER' THEN upper(session_user)
    WHEN 'CURRENT_USER' THEN upper(current_user)
    WHEN 'CURRENT_SCHEMA' THEN upper(current_schema())
    WHEN 'OS_USER' THEN session_user::text
    WHEN 'DB_NAME' THEN current_database()::text
    WHEN 'DB_UNIQUE_NAME' THEN current_database()::text
    WHEN 'CON_NAME' THEN current_database()::text
    WHEN 'INSTANCE_NAME' THEN current_database()::text
    WHEN 'SERVICE_NAME' THEN current_database()::text
    WHEN 'IP_ADDRESS' THEN host(inet_client_addr())
    WHEN 'HOST' THEN host(inet_client_addr())
    WHEN 'TERMINAL' THEN host(inet_client_addr())
    WHEN 'SERVER_HOST' THEN host(inet_server_addr())
    WHEN 'SID' THEN pg_backend_pid()::text
    WHEN 'SESSIONID' THEN pg_backend_pid()::text
    WHEN 'INSTANCE' THEN '1'
    WHEN 'LANG' THEN 'ZHS'
    WHEN 'LANGUAGE' THEN 'SIMPLIFIED CHINESE_CHINA.AL32UTF8'
    WHEN 'MODULE' THEN coalesce(dbmigrate.context('USERENV', 'MODULE'), current_setting('application_name'))
    ELSE dbmigrate.context('USERENV', parameter) END;
END
$$;
